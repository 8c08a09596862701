import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import { openPostgres, type Postgres } from '../../adapters/postgres/open-postgres.ts';
import type { Actor } from '../../domain/access/actor.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { InstallationFacts } from '../../domain/installations/installation.ts';
import type { Candidate } from '../../domain/registry/entry-state.ts';
import type { PackedArchive } from '../../domain/registry/version.ts';
import {
  type AccountId,
  type ApiKeyId,
  type AttemptId,
  type ConnectionId,
  type DeliveryId,
  type EntryId,
  type InstallationId,
  type MemberId,
  type OrganizationId,
  parseGitHubId,
  parseId,
  parseSha,
  type RepositoryId,
  type Sha,
} from '../../domain/shared/ids.ts';
import type { Decision, RunDecision } from '../../ports/deliveries/deliveries.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';

type RowId = NonNullable<ReturnType<typeof parseId>>;
type GitHubId = NonNullable<ReturnType<typeof parseGitHubId>>;

/** One database with its migrations run, two servers' worth of adapters on it, and a clock that only tests move. */
export type PersistenceWorld = {
  server: PostgresServer;
  databaseUrl: string;
  postgres: Postgres;
  /** The same ports over connections of their own, as a second server has them. */
  other: Postgres;
  now(): Date;
  advance(ms: number): void;
  /** Looks into the tables. */
  query(sql: string, parameters?: unknown[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
};

export const brand = 'selftune';

export async function openWorld(): Promise<PersistenceWorld> {
  const server = await startPostgres();
  const databaseUrl = await server.createDatabase('contracts');
  let time = Date.parse('2026-11-21T08:00:00.000Z');
  const clock = () => new Date(time);
  const postgres = openPostgres({ databaseUrl, brand, clock });
  const other = openPostgres({ databaseUrl, brand, clock });
  await postgres.migrate();
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  pool.on('error', () => undefined);
  return {
    ...{ server, databaseUrl, postgres, other, now: clock },
    advance: (ms) => {
      time += ms;
    },
    query: async (sql, parameters = []) => (await pool.query(sql, parameters)).rows,
    close: async () => {
      await Promise.all([postgres.close(), other.close(), pool.end()]);
      await server.stop();
    },
  };
}

export function newId<Id extends RowId>(): Id {
  const id = parseId<Id>(randomUUID());
  if (id === null) throw new Error('no UUID');
  return id;
}

let lastGitHubId = 5_000_000_000;

/** Larger than 32 bits, as GitHub's ids are. */
export function newGitHubId<Id extends GitHubId>(): Id {
  lastGitHubId += 1;
  const id = parseGitHubId<Id>(lastGitHubId);
  if (id === null) throw new Error('no id');
  return id;
}

/** The same letters give the same commit. */
export function commit(name: string): Sha {
  const sha = parseSha(createHash('sha1').update(name).digest('hex'));
  if (sha === null) throw new Error('no commit');
  return sha;
}

export function hash(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}

/** `by` acts with a key. */
export type Tenant = {
  organizationId: OrganizationId;
  ownerId: MemberId;
  by: Actor & { keyId: ApiKeyId; sessionId: null; letInBy: null };
};

/** An organization with an owner and his key; `plan` is pro. */
export async function newOrganization({ query, now }: PersistenceWorld): Promise<Tenant> {
  const organizationId = newId<OrganizationId>();
  const ownerId = newId<MemberId>();
  await query("insert into organizations (id, name, plan, created_at) values ($1, 'acme', 'pro', $2)", [
    organizationId,
    now(),
  ]);
  await query("insert into members (id, organization_id, name, role, created_at) values ($1, $2, 'ada', 'owner', $3)", [
    ownerId,
    organizationId,
    now(),
  ]);
  const keyId = newId<ApiKeyId>();
  await query(
    `insert into api_keys (id, member_id, created_by, name, key_hash, prefix, permissions, created_at)
      values ($1, $2, $2, 'test', $3, 'st_live_abcd', '{registry:push,organization:manage}', $4)`,
    [keyId, ownerId, hash(keyId), now()],
  );
  const by = {
    organizationId,
    memberId: ownerId,
    keyId,
    sessionId: null,
    letInBy: null,
    address: '192.0.2.7',
    requestId: 'request-1',
  };
  return { organizationId, ownerId, by };
}

export async function newEntry(
  { postgres }: PersistenceWorld,
  { by }: Tenant,
  name = `skill-${newId()}`,
): Promise<EntryId> {
  const id = newId<EntryId>();
  const entry = { id, name, entryType: 'skill', description: null, sourceRepo: null } as const;
  const created = await postgres.registry.createEntry(by, { ...entry, visibility: 'org' });
  if (created.kind !== 'created') throw new Error(created.kind);
  return id;
}

/** A connection of a new entry to a new repository, unless told otherwise. */
export async function newConnection(
  world: PersistenceWorld,
  tenant: Tenant,
  changes: Partial<Connection> = {},
): Promise<Connection> {
  const created = await world.postgres.connections.create(
    {
      id: newId<ConnectionId>(),
      organizationId: tenant.organizationId,
      entryId: changes.entryId ?? (await newEntry(world, tenant)),
      installationId: newGitHubId<InstallationId>(),
      repositoryId: newGitHubId<RepositoryId>(),
      repositoryOwnerId: newGitHubId<AccountId>(),
      repositoryOwner: 'acme',
      repositoryName: 'skills',
      repositoryPrivate: false,
      repositoryArchived: false,
      defaultBranch: 'main',
      skillPath: '.',
      autoPublish: true,
      writeBackEnabled: true,
      tagPattern: 'v*',
      createdBy: tenant.ownerId,
      ...changes,
    },
    tenant.by,
  );
  if (created.kind !== 'created') throw new Error(created.kind);
  return created.connection;
}

export function installationFacts(changes: Partial<InstallationFacts> = {}): InstallationFacts {
  return {
    installationId: newGitHubId<InstallationId>(),
    accountId: newGitHubId<AccountId>(),
    accountLogin: 'acme',
    accountType: 'Organization',
    suspended: false,
    permissions: { contents: 'read', checks: 'write' },
    events: ['push', 'create'],
    repositorySelection: 'selected',
    ...changes,
  };
}

/** Receives and claims one delivery, so that its decisions can be recorded. */
export async function claimedDelivery({ postgres }: PersistenceWorld): Promise<DeliveryId> {
  const body = new TextEncoder().encode('{"ref":"refs/heads/main"}');
  await postgres.deliveries.receive({ guid: newId(), event: 'push', action: null, body, disposition: 'pending' });
  const delivery = await postgres.deliveries.claim(10_000);
  if (delivery === null) throw new Error('nothing to claim');
  return delivery.id;
}

/** What a push to the default branch decides for the connection. */
export function branchPush({ id, defaultBranch }: Connection, head: Sha): RunDecision {
  const ref = `refs/heads/${defaultBranch}`;
  return { connectionId: id, trigger: 'branch', ref, commit: head, verdict: { kind: 'publish' } };
}

/** What `push` (with the commit) or `create` (null) of a tag decides for the connection. */
export function tagPush({ id }: Connection, tag: string, head: Sha | null): RunDecision {
  return { connectionId: id, trigger: 'tag', ref: `refs/tags/${tag}`, commit: head, verdict: { kind: 'publish' } };
}

/** Records the decisions as those of one new delivery. */
export async function deliver(world: PersistenceWorld, ...decisions: Decision[]): Promise<number> {
  const id = await claimedDelivery(world);
  return (await world.postgres.deliveries.recordDecisions(id, decisions)).attemptsMade;
}

/** The attempts of a connection, newest run first, as the list shows them. */
export async function attemptsOf({ postgres }: PersistenceWorld, { organizationId, id }: Connection) {
  return (await postgres.attempts.list({ organizationId, connectionId: id, limit: 100 })).attempts;
}

/** All versions of an entry, newest first. */
export async function allVersions({ postgres }: PersistenceWorld, entryId: EntryId, organizationId: OrganizationId) {
  return (await postgres.registry.searchVersions(entryId, organizationId, {})).versions;
}

/** An automatic attempt of the connection's branch on the commit, made through a delivery. */
export async function branchAttempt(world: PersistenceWorld, connection: Connection, head: Sha): Promise<AttemptId> {
  await deliver(world, branchPush(connection, head));
  const attempts = await attemptsOf(world, connection);
  const attempt = attempts.find((known) => known.commit === head && known.status === 'pending');
  if (attempt === undefined) throw new Error(`No attempt is pending on ${head}`);
  return attempt.id;
}

/** Notes an archive whose files are known by `content`; the same content has the same hashes. */
export async function storedArchive({ postgres }: PersistenceWorld, content: string): Promise<PackedArchive> {
  const archive: PackedArchive = {
    contentHash: hash(`gz ${content}`),
    tarHash: hash(`tar ${content}`),
    manifestHash: hash(`files ${content}`),
    sizeBytes: 4_000_000_000,
    unpackedBytes: 5_000_000_000,
    compressor: 'zlib 1.3.1',
    files: [{ path: 'SKILL.md', hash: hash(content), size: 12, mode: '0644' }],
  };
  await postgres.publications.recordArchive(archive, { name: 'skill', description: 'A skill.' });
  return archive;
}

export function branchCandidate(connection: Connection, head: Sha, archive: PackedArchive): Candidate {
  const origin = { kind: 'branch', connectionId: connection.id, commit: head } as const;
  return { origin, taggedVersion: null, manifestHash: archive.manifestHash };
}
