import { accountById } from './accounts.ts';
import { appBot, type ShownAccount } from './json/account-json.ts';
import { nextId, type Simulation, timestamp } from './simulation.ts';
import type { CommitStatus, Repository } from './state.ts';

/** GitHub keeps at most this many statuses for one sha and context. */
export const maxStatusesPerContext = 1000;

export function createStatus(
  simulation: Simulation,
  repository: Repository,
  input: Pick<CommitStatus, 'sha' | 'state' | 'context' | 'description' | 'targetUrl' | 'creatorId'>,
): CommitStatus {
  const createdAt = timestamp(simulation);
  const status: CommitStatus = {
    id: nextId(simulation, 'status'),
    repositoryId: repository.id,
    ...input,
    createdAt,
    updatedAt: createdAt,
  };
  simulation.state.statuses.push(status);
  simulation.save();
  return status;
}

/** Newest first. */
export function statusesOf(simulation: Simulation, repository: Repository, sha: string): CommitStatus[] {
  return simulation.state.statuses
    .filter((status) => status.repositoryId === repository.id && status.sha === sha)
    .reverse();
}

/** The newest of each context; contexts are compared without case. */
export function latestStatuses(newestFirst: readonly CommitStatus[]): CommitStatus[] {
  const latest = new Map<string, CommitStatus>();
  for (const status of newestFirst) {
    const key = status.context.toLowerCase();
    if (!latest.has(key)) latest.set(key, status);
  }
  return [...latest.values()];
}

/** `failure` when any failed or erred, `pending` when there is none or one is pending, else `success`. */
export function combinedState(statuses: readonly CommitStatus[]): 'failure' | 'pending' | 'success' {
  if (statuses.some(({ state }) => state === 'failure' || state === 'error')) return 'failure';
  return statuses.length === 0 || statuses.some(({ state }) => state === 'pending') ? 'pending' : 'success';
}

export function creatorOf(simulation: Simulation, status: CommitStatus): ShownAccount {
  return status.creatorId === null ? appBot(simulation) : accountById(simulation, status.creatorId);
}
