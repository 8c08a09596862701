import type { Schema } from '../api/client.ts';
import type { paths } from '../api/schema.ts';
import { beginOfPeriod } from '../components/periods.ts';

type Attempt = Schema<'Attempt'>;
export type AttemptQuery = NonNullable<paths['/api/v1/github/attempts']['get']['parameters']['query']>;

const statuses: readonly Attempt['status'][] = ['pending', 'published', 'skipped', 'failed'];
const triggers: readonly Attempt['trigger'][] = ['branch', 'tag', 'manual', 're-run', 'sweep'];
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the address asks of the list; what the API would not take is left out. */
export function attemptQueryOf(search: URLSearchParams): AttemptQuery {
  const since = beginOfPeriod(search.get('hours'));
  const given = {
    repo: matching(search.get('repo'), /^[\w.-]+\/[\w.-]+$/),
    commit: matching(search.get('commit'), /^[0-9a-f]{7,64}$/i)?.toLowerCase(),
    connection_id: matching(search.get('connection_id'), uuid),
    entry_id: matching(search.get('entry_id'), uuid),
    reason: matching(search.get('reason'), /^[a-z0-9_]{1,64}$/),
    status: statuses.find((status) => status === search.get('status')),
    trigger: triggers.find((trigger) => trigger === search.get('trigger')),
    cursor: search.get('cursor') ?? undefined,
    since: since ?? undefined,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function matching(value: string | null, pattern: RegExp): string | undefined {
  return value !== null && pattern.test(value) ? value : undefined;
}

/** Whether an attempt belongs into the list of a query. */
export function belongs(
  attempt: Attempt,
  { repo, since, commit, cursor: _, limit: __, ...rest }: AttemptQuery,
): boolean {
  if (repo !== undefined && attempt.repo_full_name?.toLowerCase() !== repo.toLowerCase()) return false;
  if (since !== undefined && attempt.created_at < since) return false;
  if (commit !== undefined && !attempt.commit?.startsWith(commit)) return false;
  const { connection_id, entry_id, ref, status, reason, trigger } = attempt;
  const known: Record<string, unknown> = { connection_id, entry_id, ref, status, reason, trigger };
  return Object.entries(rest).every(([name, value]) => value === undefined || known[name] === value);
}
