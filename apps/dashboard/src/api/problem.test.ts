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
