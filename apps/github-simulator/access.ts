import { accountById, mayUse } from './accounts.ts';
import { findInstallation, installationOfRepository, reaches } from './installations.ts';
import { ownerOf } from './repositories.ts';
import type { Simulation } from './simulation.ts';
import type { Account, Installation, Permissions, Repository } from './state.ts';
import { findToken } from './tokens.ts';

/** Who asks. */
export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'app' }
  | { kind: 'user'; account: Account /** Through the App, so within what it is installed on. */; viaApp: boolean }
  | { kind: 'installation'; installation: Installation; permissions: Permissions; repositoryIds: number[] | null };

export type AccessLevel = 'read' | 'write';

/** What an actor may do with a repository: `hidden` is GitHub's 404, `denied` its 403. */
export type AccessVerdict = 'granted' | 'denied' | 'hidden';

/** The actor behind a token of an installation or a user; nothing when it is unknown or expired. */
export function actorOfToken(simulation: Simulation, token: string): Actor | undefined {
  const grant = findToken(simulation, token);
  if (grant === undefined) return undefined;
  if (grant.kind === 'user') {
    return { kind: 'user', account: accountById(simulation, grant.accountId), viaApp: grant.of === 'app' };
  }
  const installation = findInstallation(simulation, grant.installationId);
  if (installation === undefined) return undefined;
  const { permissions, repositoryIds } = grant;
  return { kind: 'installation', installation, permissions, repositoryIds };
}

export function isSuspended(actor: Actor): actor is Extract<Actor, { kind: 'installation' }> {
  return actor.kind === 'installation' && actor.installation.suspendedAt !== null;
}

/**
 * A permission counts when the token has it and the installation still does. Public repositories are readable to
 * everybody; a private one out of reach is as if it did not exist.
 */
export function judgeAccess(
  simulation: Simulation,
  actor: Actor,
  repository: Repository,
  wanted: { permission: string; level: AccessLevel },
): AccessVerdict {
  const outOfReach = repository.private ? 'hidden' : wanted.level === 'read' ? 'granted' : 'denied';
  switch (actor.kind) {
    case 'anonymous':
    case 'app':
      return outOfReach;
    case 'user': {
      if (!mayUse(ownerOf(simulation, repository), actor.account)) return outOfReach;
      if (!actor.viaApp) return 'granted';
      const installation = installationOfRepository(simulation, repository);
      if (installation === undefined) return outOfReach;
      return suffices(installation.permissions[wanted.permission], wanted.level) ? 'granted' : 'denied';
    }
    case 'installation': {
      const { installation, permissions, repositoryIds } = actor;
      const chosen = repositoryIds === null || repositoryIds.includes(repository.id);
      if (!chosen || !reaches(installation, repository)) return outOfReach;
      const allowed =
        suffices(permissions[wanted.permission], wanted.level) &&
        suffices(installation.permissions[wanted.permission], wanted.level);
      if (allowed) return 'granted';
      return repository.private || wanted.level === 'write' ? 'denied' : 'granted';
    }
  }
}

export function suffices(held: string | undefined, wanted: string): boolean {
  return held === wanted || held === 'admin' || (held === 'write' && wanted === 'read');
}

/** How the request log and the rate limits name an actor. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case 'installation':
      return `installation:${actor.installation.id}`;
    case 'user':
      return `user:${actor.account.login}`;
    default:
      return actor.kind;
  }
}
