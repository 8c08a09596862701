import { expect, test } from 'vitest';
import { describeError } from './problem.ts';

const told = (detail: string, errors?: { path: string; message: string }[]) =>
  describeError({ status: 422, code: 'invalid_request', detail, ...(errors && { errors }) }).detail;

test('fields that the detail names already are not named again', () => {
  const errors = [
    { path: 'reason', message: 'Too small: expected string to have >=1 characters' },
    { path: 'name', message: 'Invalid input' },
  ];
  const detail =
    'The body cannot be taken. reason: Too small: expected string to have >=1 characters; name: Invalid input';
  expect(told(detail, errors)).toBe(detail);
});

test('fields that it does not name stand after it, each sentence once', () => {
  const twice = { path: 'tag_pattern', message: 'A pattern needs a `*`.' };
  expect(told('This cannot be saved.', [twice, twice, { path: '', message: 'Choose a skill.' }])).toBe(
    'This cannot be saved. tag_pattern: A pattern needs a `*`. Choose a skill.',
  );
});

test.each([
  ['entry_not_found', 'There is no such package here.'],
  ['version_not_found', 'There is no such version here.'],
  // An id that none can have.
  ['not_found', 'There is no such thing here.'],
])('%s is told without the calls of the API', (code, sentence) => {
  const told = describeError({ status: 404, code, detail: 'There is no entry x. GET /api/v1/registry lists them.' });
  expect(told.title).toBe('Not found');
  expect(told.detail).toBe(`${sentence} It may have been removed, or belong to another organization.`);
});

test('what GitHub has not is told as the API says it', () => {
  const detail = 'acme/skills has no branch or tag named next. Give one that exists.';
  expect(describeError({ status: 404, code: 'ref_not_found', detail }).detail).toBe(detail);
});
