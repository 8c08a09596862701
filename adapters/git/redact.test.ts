import { expect, it } from 'vitest';
import { redact } from './redact.ts';

const stateless = `ghs_4711_eyJ0eXAi-Oi_JKV1.${'x'.repeat(60)}.sig-nature`;

it('takes out tokens of every form, and what it is told to', () => {
  expect(redact(`fatal: ${stateless} refused`)).toBe('fatal: [redacted] refused');
  expect(redact(`ghs_${'a'.repeat(36)}, ghp_${'b'.repeat(36)}`)).toBe('[redacted], [redacted]');
  expect(redact('Authorization: Basic eC1hY2Nlc3MtdG9rZW46c2VjcmV0')).toBe('Authorization: Basic [redacted]');
  expect(redact('fatal: https://x-access-token:secret@github.com/a/b.git')).toBe('fatal: https://github.com/a/b.git');
  expect(redact('odd-form once', ['odd-form', ''])).toBe('[redacted] once');
});

it('leaves other text alone', () => {
  const text = "fatal: repository 'https://github.com/acme/tools.git/' not found; HTTP Basic: Access denied";
  expect(redact(text)).toBe(text);
});
