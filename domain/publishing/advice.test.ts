import { expect, test } from 'vitest';
import { adviceBeside } from './advice.ts';
import { skipped } from './outcomes.ts';
import { explainSkip } from './skip-reason.ts';

const context = { repository: 'acme/skills' };

test('what a message says already is not advised beside it', () => {
  const { reason, message } = skipped('cancelled', context);
  expect(adviceBeside({ reason, message, fix: explainSkip(reason, context).fix })).toBeNull();
});

test('what a message says in other words, or as it was then, is not advised beside it', () => {
  const paused = skipped('connection_paused', { ...context, pausedReason: 'paused_by_member' });
  const fix = explainSkip('connection_paused', { ...context, pausedReason: null }).fix;
  expect(adviceBeside({ ...paused, fix })).toBeNull();
  const moved = 'Tag v1.0.0 now names another commit. A published version never changes: move the tag back.';
  expect(adviceBeside({ reason: 'tag_moved', message: moved, fix: 'Move the tag back.' })).toBeNull();
});

test('what no message says is advised', () => {
  const told = {
    reason: 'tag_not_a_version',
    message: 'Tag next does not end in a version.',
    fix: 'Push another tag.',
  };
  expect(adviceBeside(told)).toBe('Push another tag.');
  expect(adviceBeside({ ...told, message: null })).toBe('Push another tag.');
  expect(adviceBeside({ ...told, fix: null })).toBeNull();
});
