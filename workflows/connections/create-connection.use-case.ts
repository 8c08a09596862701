import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { RepositoryFacts } from '../../domain/deliveries/delivery-event.ts';
import type { Entry } from '../../domain/registry/version.ts';
import { type ConnectionId, type EntryId, type InstallationId, newRowId } from '../../domain/shared/ids.ts';
import type { Connections } from '../../ports/connections/connections.ts';
import type { Installations } from '../../ports/installations/installations.ts';
import type { Repositories } from '../../ports/publishing/repositories.ts';
import type { Registry } from '../../ports/registry/registry.ts';
import { toChangeGitHub } from '../access/needs.ts';
import { boundInstallation } from '../installations/bound-installation.ts';
import { conflict, invalid, notFound, type Refusal } from '../refusal.ts';
import { parseSettings, type RequestedSettings } from './connection-settings.ts';
import { type ConnectionStandingPorts, type ConnectionWithAttempt, withAttempt } from './connection-standing.ts';
import { findRepository } from './find-repository.ts';

export type CreateConnectionPorts = ConnectionStandingPorts & {
  registry: Pick<Registry, 'findEntry'>;
  installations: Pick<Installations, 'find'>;
  repositories: Pick<Repositories, 'describe'>;
  connections: Pick<Connections, 'create'>;
  /** A new UUID. */
  newId(): string;
};

export type CreateConnection = RequestedSettings & {
  caller: Caller;
  entryId: EntryId;
  installationId: InstallationId;
  autoPublish: boolean;
  writeBackEnabled: boolean;
  prPreviewEnabled: boolean;
  /** Says that a private repository's files may be seen by everybody. */
  confirmPublic: boolean;
};

/** Links a repository to an entry. The repository is asked for at GitHub, and from then on known by its numeric id. */
export async function createConnection(
  ports: CreateConnectionPorts,
  input: CreateConnection,
): Promise<({ kind: 'created' } & ConnectionWithAttempt) | Refusal> {
  const { caller, entryId, installationId } = input;
  const allowed = authorize(caller, toChangeGitHub);
  if (allowed.kind === 'denied') return allowed;
  const parsed = parseSettings(input);
  if (parsed.kind === 'invalid') return invalid(parsed.problems);
  const { owner, name, ...settings } = parsed.settings;

  const found = await ports.registry.findEntry(entryId, caller.organizationId);
  if (!found) return entryNotFound(entryId);
  const bound = await boundInstallation(ports, caller, installationId);
  if (bound.kind !== 'bound') return bound;
  const asked = await findRepository(ports, bound.installation, { owner, name });
  if (asked.kind !== 'found') return asked;
  const { repository } = asked;

  const wanted = {
    id: newRowId<ConnectionId>(ports.newId()),
    organizationId: caller.organizationId,
    entryId,
    installationId,
    repositoryId: repository.id,
    repositoryOwnerId: repository.ownerId,
    repositoryOwner: repository.owner,
    repositoryName: repository.name,
    repositoryPrivate: repository.private,
    repositoryArchived: repository.archived,
    ...settings,
    defaultBranch: settings.defaultBranch ?? repository.defaultBranch,
    autoPublish: input.autoPublish,
    writeBackEnabled: input.writeBackEnabled,
    prPreviewEnabled: input.prPreviewEnabled,
    createdBy: caller.memberId,
  };
  const created = await ports.connections.create(wanted, caller, { confirmed: input.confirmPublic });
  if (created.kind === 'entry-connected') return entryConnected(found.entry);
  if (created.kind === 'confirmation-needed') return confirmationMissing(repository, created.entry);
  return { ...(await withAttempt(ports, caller, created.connection)), kind: 'created' };
}

function entryNotFound(id: EntryId): Refusal {
  const message = `There is no entry ${id} in your organization. Create one with POST /api/v1/registry/entries, or choose one that GET /api/v1/registry lists.`;
  return notFound('entry_not_found', message);
}

function confirmationMissing(repository: RepositoryFacts, entry: Entry): Refusal {
  const message =
    `${repository.owner}/${repository.name} is private, but the entry ${entry.name} is ${entry.visibility}: everybody ` +
    'could read the published files. Send confirm_public: true if that is meant, or choose an entry of visibility org.';
  return conflict('confirm_public_required', message);
}

function entryConnected(entry: Entry): Refusal {
  const message = `The entry ${entry.name} has a connection already. Delete that one first, or choose another entry.`;
  return conflict('entry_connected', message);
}
