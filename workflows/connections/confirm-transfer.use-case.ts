import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { type Connection, repositoryFullName } from '../../domain/connections/connection.ts';
import type { ConnectionId } from '../../domain/shared/ids.ts';
import type { Connections } from '../../ports/connections/connections.ts';
import type { RepositorySightings } from '../../ports/connections/repository-sightings.ts';
import type { GitHubApp } from '../../ports/installations/github-app.ts';
import type { Installations } from '../../ports/installations/installations.ts';
import type { Repositories } from '../../ports/publishing/repositories.ts';
import { toChangeGitHub } from '../access/needs.ts';
import { askGitHub } from '../installations/ask-github.ts';
import { conflict, type Refusal } from '../refusal.ts';
import { type ConnectionStandingPorts, type ConnectionWithAttempt, withAttempt } from './connection-standing.ts';
import { connectionNotFound } from './show-connection.use-case.ts';

export type ConfirmTransferPorts = ConnectionStandingPorts & {
  connections: Pick<Connections, 'find'>;
  installations: Pick<Installations, 'find'>;
  sightings: Pick<RepositorySightings, 'confirmTransfer'>;
  app: Pick<GitHubApp, 'installationOfRepository'>;
  repositories: Pick<Repositories, 'reach'>;
};

export type ConfirmTransfer = { caller: Caller; connectionId: ConnectionId };

/**
 * Lets a connection go on under its repository's new owner. GitHub is asked who that is: the App must be installed there,
 * and that installation be bound to the same organization.
 */
export async function confirmTransfer(
  ports: ConfirmTransferPorts,
  { caller, connectionId }: ConfirmTransfer,
): Promise<({ kind: 'found' } & ConnectionWithAttempt) | Refusal> {
  const allowed = authorize(caller, toChangeGitHub);
  if (allowed.kind === 'denied') return allowed;
  const connection = await ports.connections.find(connectionId, caller.organizationId);
  if (!connection) return connectionNotFound(connectionId);

  const { repositoryId } = connection;
  const askedWho = await askGitHub(() => ports.app.installationOfRepository(repositoryId));
  if (askedWho.kind !== 'answered') return askedWho;
  if (!askedWho.answer) return ownerWithoutApp(connection);
  const { installationId, accountLogin } = askedWho.answer;
  const installation = await ports.installations.find(installationId);
  if (installation?.organizationId !== caller.organizationId) return ownerNotBound(connection, accountLogin);
  const asked = await askGitHub(() => ports.repositories.reach({ installationId, repositoryId }));
  if (asked.kind !== 'answered') return asked;
  const repository = asked.answer;
  if (!repository) return ownerWithoutApp(connection);
  const isPaused = connection.pausedReasons.includes('repository_transferred');
  if (!isPaused && repository.ownerId === connection.repositoryOwnerId) return notTransferred(connection);

  const confirmed = await ports.sightings.confirmTransfer(connectionId, { installationId, repository }, caller);
  return confirmed ? withAttempt(ports, caller, confirmed) : connectionNotFound(connectionId);
}

function ownerWithoutApp(connection: Connection): Refusal {
  const message = `The GitHub App does not reach ${repositoryFullName(connection)} on the account that owns it now. Install the App there with access to the repository, bind that installation, then confirm the transfer again.`;
  return conflict('new_owner_not_bound', message);
}

/** The installation's number is not told: a new one is safe by nobody else knowing it (decision 9). */
function ownerNotBound(connection: Connection, accountLogin: string): Refusal {
  const message = `${repositoryFullName(connection)} belongs to ${accountLogin} now, whose installation of the GitHub App is not bound to your organization. Bind it with POST /api/v1/github/installations, then confirm the transfer again.`;
  return conflict('new_owner_not_bound', message);
}

function notTransferred(connection: Connection): Refusal {
  const message = `${repositoryFullName(connection)} was not transferred: it belongs to the account that it was connected from. There is nothing to confirm.`;
  return conflict('transfer_not_pending', message);
}
