import { expect, test } from 'vitest';
import { isStopped } from './stopped-step.ts';

const cancelled = { reason: 'cancelled' };

test('an open step of a cancelled attempt was stopped', () => {
  expect(isStopped({ name: 'packSource', isFinished: false }, cancelled)).toBe(true);
});

test('a step that ended, or tells the commit of the cancel, was not', () => {
  expect(isStopped({ name: 'announce', isFinished: true }, cancelled)).toBe(false);
  expect(isStopped({ name: 'writeBack', isFinished: false }, cancelled)).toBe(false);
});

test('an open step of any other attempt was not', () => {
  expect(isStopped({ name: 'packSource', isFinished: false }, { reason: null })).toBe(false);
  expect(isStopped({ name: 'pushVersion', isFinished: false }, { reason: 'content_unchanged' })).toBe(false);
});
