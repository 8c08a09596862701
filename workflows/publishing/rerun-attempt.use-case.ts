import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { Attempt } from '../../domain/publishing/attempt.ts';
import type { AttemptId } from '../../domain/shared/ids.ts';
import type { Attempts } from '../../ports/publishing/attempts.ts';
import { toChangeGitHub } from '../access/needs.ts';
import { connectionNotFound } from '../connections/show-connection.use-case.ts';
import type { Refusal } from '../refusal.ts';
import { type RequestRunPorts, requestRun } from './request-run.ts';
import { attemptNotFound } from './show-attempt.use-case.ts';

export type RerunAttemptPorts = RequestRunPorts & { attempts: Pick<Attempts, 'find'> };

/** Makes a new run of an attempt's ref and commit, whatever became of that one. It goes on by itself. */
export async function rerunAttempt(
  ports: RerunAttemptPorts,
  { caller, attemptId }: { caller: Caller; attemptId: AttemptId },
): Promise<{ kind: 'requested'; attempt: Attempt } | Refusal> {
  const allowed = authorize(caller, toChangeGitHub);
  if (allowed.kind === 'denied') return allowed;
  const earlier = await ports.attempts.find(attemptId, caller.organizationId);
  if (!earlier) return attemptNotFound(attemptId);
  const { connectionId, ref, commit } = earlier;
  const connection = await ports.connections.find(connectionId, caller.organizationId);
  const made = connection && (await requestRun(ports, caller, connection, { trigger: 're-run', ref, commit }));
  if (!made) return connectionNotFound(connectionId);
  // A run that is not to be made has ended already.
  const attempt = (await ports.attempts.find(made.id, caller.organizationId)) ?? made;
  return { kind: 'requested', attempt };
}
