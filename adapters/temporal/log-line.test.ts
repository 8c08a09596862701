import { ApplicationFailure } from '@temporalio/common';
import { expect, test } from 'vitest';
import { logLine } from './log-line.ts';

test('a failed activity is named with its try, its workflow and its error', () => {
  const error = ApplicationFailure.create({ message: 'GitHub answered 502.' });
  const activity = { activityType: 'publishVersion.packSource', activityId: 'packSource#2', attempt: 1 };
  const meta = { ...activity, workflowId: 'publish/7', workflowType: 'publishVersion', error };
  expect(logLine({ message: 'Activity failed', meta })).toBe(
    'Activity failed: publishVersion.packSource (packSource#2) of publish/7: GitHub answered 502.',
  );
});

test.each([
  [
    'Workflow failed',
    { workflowType: 'trial', workflowId: 'a', error: 'no reason' },
    'Workflow failed: trial of a: no reason',
  ],
  ['Worker stopped', undefined, 'Worker stopped'],
  ['Poll failed', { taskQueue: 'q', error: undefined }, 'Poll failed'],
])('%s, about %j', (message, meta, line) => {
  expect(logLine({ message, ...(meta && { meta }) })).toBe(line);
});
