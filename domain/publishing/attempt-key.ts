import type { AttemptStatus } from './attempt.ts';
import type { SkipReason } from './outcome.ts';

/** How a run of a key ended; `fault` is null unless it failed. */
export type RunEnd = { status: AttemptStatus; reason: string | null; fault: 'repository' | 'service' | null };

/** A tag keeps its name: whether it holds a version is judged once. */
const settlingSkips: ReadonlySet<string> = new Set<SkipReason>([
  'already_published',
  'content_unchanged',
  'tag_not_a_version',
]);

/**
 * Whether a run settled its key (connection, ref, commit), so that automatic triggers of the key do nothing more
 * under the same connection settings: its bytes are published, or only a change in the repository can help.
 * Whatever else kept it from publishing may be over when the key comes again.
 */
export function isSettled(end: RunEnd): boolean {
  switch (end.status) {
    case 'published':
      return true;
    case 'skipped':
      return end.reason !== null && settlingSkips.has(end.reason);
    case 'failed':
      return end.fault === 'repository';
    case 'pending':
      return false;
    default:
      return end.status satisfies never;
  }
}
