import type { LogEntry } from '@temporalio/worker';

/** A line of Temporal's SDK with what it is about: the activity or workflow, its run, and the error. */
export function logLine({ message, meta = {} }: Pick<LogEntry, 'message' | 'meta'>): string {
  const { workflowId, workflowType, activityType, activityId, error } = meta;
  const what = activityType ?? workflowType;
  const named = typeof activityId === 'string' && activityType ? `${activityType} (${activityId})` : what;
  const about = [named, workflowId && `of ${workflowId}`].filter(Boolean).join(' ');
  const because = error instanceof Error ? error.message : error;
  return [message, about, because].filter(Boolean).join(': ');
}
