import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { Attempt } from '../../domain/publishing/attempt.ts';
import type { AttemptQuery, Attempts } from '../../ports/publishing/attempts.ts';
import { toReadGitHub } from '../access/needs.ts';
import type { Refusal } from '../refusal.ts';

export type ListAttemptsPorts = { attempts: Pick<Attempts, 'list'> };
export type ListAttempts = { caller: Caller } & Omit<AttemptQuery, 'organizationId'>;

/** A page of the organization's attempts, newest first. */
export async function listAttempts(
  ports: ListAttemptsPorts,
  { caller, ...query }: ListAttempts,
): Promise<{ kind: 'listed'; attempts: Attempt[]; nextCursor: string | null } | Refusal> {
  const allowed = authorize(caller, toReadGitHub);
  if (allowed.kind === 'denied') return allowed;
  const page = await ports.attempts.list({ ...query, organizationId: caller.organizationId });
  return { kind: 'listed', ...page };
}
