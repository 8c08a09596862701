import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate, migrateBack } from '../../adapters/postgres/migrate.ts';
import { openPostgres, type Postgres } from '../../adapters/postgres/open-postgres.ts';
import { createOrm, type Orm } from '../../adapters/postgres/orm.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type {
  AttemptId,
  ConnectionId,
  DeliveryId,
  EntryId,
  SessionId,
  UserId,
  VersionId,
} from '../../domain/shared/ids.ts';
import { migrations } from '../../migrations/migrations.ts';
import type { PreviewDecision } from '../../ports/deliveries/deliveries.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { branchCandidate, branchPush, brand, commit, hash, newId, type Tenant } from './persistence-world.ts';

const released = '0003-attempt-queues';
const since = migrations.map(({ name }) => name).slice(3);

/** A database as version 0003 leaves it, in the middle of its work. */
const before = {
  organization: newId<Tenant['organizationId']>(),
  owner: newId<Tenant['ownerId']>(),
  key: newId<Tenant['by']['keyId']>(),
  entry: newId<EntryId>(),
  other: newId<EntryId>(),
  first: newId<VersionId>(),
  second: newId<VersionId>(),
  connection: newId<ConnectionId>(),
  paused: newId<ConnectionId>(),
  deleted: newId<ConnectionId>(),
  published: newId<AttemptId>(),
  running: newId<AttemptId>(),
  skipped: newId<AttemptId>(),
  processed: newId<DeliveryId>(),
  waiting: newId<DeliveryId>(),
};

describe('a database of the first release', () => {
  let server: PostgresServer;
  let orm: Orm;
  let client: pg.Client;
  let postgres: Postgres;
  const query = async (sql: string, parameters: unknown[] = []): Promise<Record<string, unknown>[]> =>
    (await client.query(sql, parameters)).rows;
  const by = {
    ...{ organizationId: before.organization, memberId: before.owner, keyId: before.key },
    ...{ sessionId: null, address: null, requestId: null },
  };

  beforeAll(async () => {
    server = await startPostgres();
    const databaseUrl = await server.createDatabase('upgrade');
    orm = createOrm({ databaseUrl, poolSize: 2 });
    client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await migrate(orm);
    await migrateBack(orm, released);
    await fill(query);
    postgres = openPostgres({ databaseUrl, brand });
  }, 60_000);
  afterAll(async () => {
    await postgres?.close();
    await client?.end();
    await orm?.close(true);
    await server?.stop();
  });

  const connectionOf = async (id: ConnectionId): Promise<Connection> => {
    const connection = await postgres.connections.find(id, before.organization);
    if (connection === null) throw new Error(`Connection ${id} is gone`);
    return connection;
  };

  it('goes on with all its rows', async () => {
    expect(await migrate(orm)).toEqual(since);
    const { organization: organizationId } = before;
    const connection = await connectionOf(before.connection);
    expect(connection).toMatchObject({ pausedReasons: [], repositoryPrivate: null, prPreviewEnabled: false });
    expect((await connectionOf(before.paused)).pausedReasons).toEqual(['repository_deleted']);
    const { attempts } = await postgres.attempts.list({ organizationId, limit: 10 });
    const known = [before.published, before.running, before.skipped];
    expect(attempts.map(({ id }) => id).sort()).toEqual(known.sort());
    const position = await postgres.changes.position();
    const decisions = 'select organization_id from github_decisions where connection_id = $1';
    expect(await query(decisions, [connection.id])).toEqual([{ organization_id: organizationId }]);
    expect(await query(decisions, [before.deleted])).toEqual([{ organization_id: organizationId }]);

    const waiting = await postgres.deliveries.claim(10_000);
    expect(waiting?.id).toBe(before.waiting);
    const made = await postgres.deliveries.recordDecisions(before.waiting, [branchPush(connection, commit('three'))]);
    expect(made.attemptsMade).toBe(1);
    const files = { manifestHash: hash('files two') } as Parameters<typeof branchCandidate>[2];
    const head = { commit: commit('two'), branchRevision: 1, candidateFromCurrent: 'ahead' } as const;
    const recorded = await postgres.publications.record({
      ...{ attemptId: before.running, candidate: branchCandidate(connection, commit('two'), files) },
      ...{ contentHash: hash('gz two'), head },
    });
    expect(recorded).toMatchObject({ kind: 'recorded', outcome: { kind: 'published' } });
    const { changes } = (await postgres.changes.changesSince(position, organizationId, 10)) as {
      changes: { attempt: { id: AttemptId } }[];
    };
    expect(changes.map(({ attempt }) => attempt.id)).toContain(before.running);
  });

  it('rolls back to what was current at the upgrade', async () => {
    const rolledBack = await postgres.registry.rollBack(by, before.entry, { targetVersion: null, reason: null });
    expect(rolledBack).toMatchObject({ kind: 'rolled-back', version: { id: before.first } });
  });

  it('goes back to the first release with everything that was made since, and forth again', async () => {
    await makeOneOfEach();
    await postgres.close();
    expect(await migrateBack(orm, released)).toEqual([...since].reverse());
    const [kept] = await query('select count(*)::int as n from github_publish_attempts');
    expect(kept?.n).toBe(5);
    expect(await migrate(orm)).toEqual(since);
  });

  async function makeOneOfEach(): Promise<void> {
    const connection = await connectionOf(before.connection);
    const version = { version: '0.1.1', contentHash: hash('gz one'), changeSummary: null, sourceRepo: null };
    await postgres.registry.pushVersion(by, before.entry, version);
    await postgres.registry.yank(by, before.entry, { version: '0.1.1', reason: 'broken' });
    const install = { deviceId: 'd', installPath: '/x', receiptId: 'r', contentHash: hash('gz one') };
    await postgres.registry.recordInstall(by, { entryId: before.entry, ...install });
    const run = { id: newId<AttemptId>(), trigger: 'manual', ref: 'refs/heads/main', commit: null } as const;
    await postgres.attempts.request({ ...run, connectionId: connection.id }, by);
    await postgres.attempts.cancel(run.id, by);
    await postgres.deliveryLog.reopen(before.processed, { organizationId: before.organization, unclaimed: true }, by);
    await postgres.deliveries.claim(10_000);
    const headAt = new Date('2026-11-21T08:00:00Z');
    const preview = { pullNumber: 7, headSha: commit('pull'), headAt, baseRef: 'main', fromFork: true };
    const decided = (trigger: PreviewDecision['trigger'], verdict: PreviewDecision['verdict']): PreviewDecision => {
      const of = { connectionId: connection.id, ref: 'refs/pull/7/head', commit: preview.headSha };
      return { ...of, trigger, preview, verdict };
    };
    await postgres.deliveries.recordDecisions(before.processed, [
      decided('pull_request', { kind: 'preview' }),
      decided('re-run', { kind: 'preview' }),
      decided('re-run', { kind: 'skip', reason: 'preview_off' }),
    ]);
    await postgres.deliveryLog.dropBodies(new Date('2100-01-01'), 10);
    await postgres.sightings.gone(connection.repositoryId, 'repository_replaced');
    await postgres.installations.unbind(connection.installationId, by);
    await postgres.registry.updateEntry(by, before.other, { changes: { visibility: 'public' }, confirmed: true });
    await postgres.sightings.madePrivate((await connectionOf(before.paused)).repositoryId);
    await postgres.idempotency.begin(by, 'once', 1_000);
    await signInAndAct(connection);
  }

  async function signInAndAct({ entryId }: Connection): Promise<void> {
    const link = { tokenHash: hash('link'), expiresAt: new Date('2100-01-01') };
    await postgres.signInLinks.createForFirstOwner(link);
    const session = {
      id: newId<SessionId>(),
      tokenHash: hash('session'),
      userAgent: null,
      address: null,
      requestId: null,
    };
    await postgres.sessions.signInByLink(link.tokenHash, { session, current: null, newUserId: newId<UserId>() });
    const inSession = { ...by, keyId: null, sessionId: session.id };
    await postgres.organizations.rename('renamed', inSession);
    const install = { deviceId: 'd', installPath: '/y', receiptId: null, contentHash: null };
    await postgres.registry.recordInstall(inSession, { entryId, ...install });
    await postgres.idempotency.begin(inSession, 'once', 1_000);
  }
});

async function fill(query: (sql: string, parameters?: unknown[]) => Promise<unknown>): Promise<void> {
  const { organization, owner, key, entry, other, first, connection, paused, deleted } = before;
  await query("insert into organizations (id, name, plan, created_at) values ($1, 'acme', 'pro', now())", [
    organization,
  ]);
  await query(
    "insert into members (id, organization_id, name, role, created_at) values ($1, $2, 'ada', 'owner', now())",
    [owner, organization],
  );
  await query(
    `insert into api_keys (id, member_id, key_hash, prefix, permissions, created_at)
      values ($1, $2, $3, 'st_live_abcd', '{registry:push}', now())`,
    [key, owner, hash(key)],
  );
  for (const [id, name] of [
    [entry, 'alpha'],
    [other, 'beta'],
  ]) {
    await query(
      `insert into registry_entries (id, organization_id, name, entry_type, visibility, created_at)
        values ($1, $2, $3, 'skill', 'org', now())`,
      [id, organization, name],
    );
  }
  for (const content of ['one', 'two']) {
    await query(
      `insert into registry_archives (content_hash, tar_hash, manifest_hash, size_bytes, unpacked_bytes, compressor,
          file_manifest, skill_manifest, packed_at)
        values ($1, $2, $3, 1, 1, 'zlib', '[]', '{"name":"alpha","description":"A skill."}', now())`,
      [hash(`gz ${content}`), hash(`tar ${content}`), hash(`files ${content}`)],
    );
  }
  await query(
    `insert into registry_versions (id, entry_id, version, origin_kind, connection_id, source, source_ref, content_hash,
        published_at) values ($1, $2, '0.0.0-github.abcdef0', 'branch', $3, 'github', $4, $5, now())`,
    [first, entry, connection, commit('one'), hash('gz one')],
  );
  await query('update registry_entries set current_version_id = $1 where id = $2', [first, entry]);
  await query(
    `insert into github_installations (id, installation_id, organization_id, account_id, account_login, account_type,
        suspended, permissions, events, repository_selection, created_at, updated_at)
      values ($1, 5001, $2, 6001, 'acme', 'Organization', false, '{}', '[]', 'all', now(), now())`,
    [randomUUID(), organization],
  );
  for (const [id, of, repository, reason] of [
    [connection, entry, 7001, null],
    [paused, other, 7002, 'repository_deleted'],
  ]) {
    await query(
      `insert into github_connections (id, organization_id, entry_id, installation_id, repository_id,
          repository_owner_id, repository_owner, repository_name, default_branch, skill_path, auto_publish,
          write_back_enabled, tag_pattern, paused_reason, created_by, created_at, updated_at, branch_revision)
        values ($1, $2, $3, 5001, $4, 6001, 'acme', 'skills', 'main', '.', true, true, 'v*', $5, $6, now(), now(), 0)`,
      [id, organization, of, repository, reason, owner],
    );
  }
  await fillInbox(query, { organization, entry, first, connection, deleted });
}

async function fillInbox(
  query: (sql: string, parameters?: unknown[]) => Promise<unknown>,
  { organization, entry, first, connection, deleted }: Record<string, string>,
): Promise<void> {
  const outcome = { kind: 'skipped', reason: 'cancelled', message: 'Deleted.', version: null };
  for (const [id, of, head, status, version] of [
    [before.published, connection, 'one', 'published', first],
    [before.running, connection, 'two', 'pending', null],
    [before.skipped, deleted, 'one', 'skipped', null],
  ]) {
    const ended = status !== 'pending';
    await query(
      `insert into github_publish_attempts (id, organization_id, connection_id, entry_id, trigger, ref, commit, run,
          settings_revision, holds_key, status, outcome, version_id, write_back_status, workflow_id, engine, started_at,
          created_at, finished_at)
        values ($1, $2, $3, $4, 'branch', 'refs/heads/main', $5, 1, 1, $6, $7, $8, $9, 'disabled', $10, 'embedded',
          now(), now(), case when $11 then now() end)`,
      [
        ...[id, organization, of, entry, commit(head ?? ''), of === connection, status],
        ...[ended ? JSON.stringify(outcome) : null, version, `publish/${id}`, ended],
      ],
    );
  }
  for (const [id, status] of [
    [before.processed, 'processed'],
    [before.waiting, 'pending'],
  ]) {
    await query(
      `insert into webhook_deliveries (id, guid, event, body, status, received_at) values ($1, $2, 'push', '{}', $3, now())`,
      [id, randomUUID(), status],
    );
  }
  for (const [of, attempt] of [
    [connection, before.published],
    [deleted, before.skipped],
  ]) {
    await query(
      `insert into github_decisions (id, delivery_id, connection_id, trigger, ref, commit, verdict, attempt_id, created_at)
        values ($1, $2, $3, 'branch', 'refs/heads/main', $4, 'publish', $5, now())`,
      [randomUUID(), before.processed, of, commit('one'), attempt],
    );
  }
}
