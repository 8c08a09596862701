import { expect, test } from 'vitest';
import { oneLine, redactTokens } from './redaction.ts';

const jwt = `eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiI0MiJ9.${'aB-_'.repeat(80)}`;

test.each([
  ['an installation token of the old form', `ghs_${'a1B2'.repeat(9)}`],
  ['a stateless installation token', `ghs_424242_${jwt}`],
  ['a user token', `ghu_${'Z'.repeat(36)}`],
  ['a token of the first form', `v1.${'0a'.repeat(20)}`],
  ['a JWT', jwt],
])('%s does not appear', (_what, token) => {
  expect(redactTokens(`Bearer ${token} was refused`)).toBe('Bearer [token] was refused');
  expect(redactTokens(`https://x-access-token:${token}@github.com/o/r`)).not.toContain(token.slice(8, 20));
});

test('a sha, a ref and a URL stay readable', () => {
  const text = `GET /repos/o/n/commits/refs/tags/v1.2.0 at ${'a'.repeat(40)}`;
  expect(redactTokens(text)).toBe(text);
});

test('lines and control characters become one line of limited length', () => {
  expect(oneLine('a\r\n\tb\u0000\u001b[31mc')).toBe('a b [31mc');
  expect(oneLine('x'.repeat(400))).toHaveLength(300);
});
