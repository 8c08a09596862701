import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../domain/connections/connection.ts';
import type { AttemptId } from '../../domain/shared/ids.ts';
import { concludeCancelled, recoverLostAttempts } from '../../workflows/publishing/start-attempts.use-case.ts';
import {
  allVersions,
  branchAttempt,
  branchCandidate,
  branchPush,
  commit,
  deliver,
  installationFacts,
  newConnection,
  newId,
  newOrganization,
  openWorld,
  type PersistenceWorld,
  storedArchive,
  type Tenant,
} from './persistence-world.ts';

describe('cancelled attempts, on PostgreSQL', () => {
  let world: PersistenceWorld;
  let tenant: Tenant;
  let connection: Connection;
  let id: AttemptId;

  beforeAll(async () => {
    world = await openWorld();
  }, 60_000);
  afterAll(() => world.close());
  beforeEach(async () => {
    tenant = await newOrganization(world);
    connection = await newConnection(world, tenant);
    id = await branchAttempt(world, connection, commit('a'));
  });

  const cancel = (postgres = world.postgres) => postgres.attempts.cancel(id, tenant.by);
  const publish = async () => {
    const archive = await storedArchive(world, `${connection.id}`);
    const branchRevision = await world.postgres.publications.branchRevision(id);
    return world.other.publications.record({
      ...{
        attemptId: id,
        contentHash: archive.contentHash,
        candidate: branchCandidate(connection, commit('a'), archive),
      },
      head: { commit: commit('a'), branchRevision, candidateFromCurrent: 'identical' },
    });
  };
  const versions = () => allVersions(world, connection.entryId, tenant.organizationId);

  it('end as cancelled, once, with one audit record, and let go of their key', async () => {
    const [first, second] = await Promise.all([cancel(), cancel(world.other)]);
    expect([first, second].map((it) => 'isNew' in it && it.isNew).sort()).toEqual([false, true]);
    expect(first).toMatchObject({ kind: 'cancelled', attempt: { status: 'skipped', reason: 'cancelled' } });
    const records = await world.query("select 1 from audit_log where action = 'attempt.cancelled' and target_id = $1", [
      id,
    ]);
    expect(records).toHaveLength(1);
    expect(await deliver(world, branchPush(connection, commit('a')))).toBe(1);
  });

  it('publish nothing, whatever step is under way', async () => {
    await cancel();
    expect(await publish()).toMatchObject({ kind: 'recorded', outcome: { kind: 'skipped', reason: 'cancelled' } });
    expect(await versions()).toEqual([]);
  });

  it('are cancelled or published, never both', async () => {
    for (let round = 0; round < 5; round += 1) {
      connection = await newConnection(world, tenant);
      id = await branchAttempt(world, connection, commit('a'));
      const [cancelled, published] = await Promise.all([cancel(), publish()]);
      const wasPublished = published.kind === 'recorded' && published.outcome.kind === 'published';
      expect(cancelled.kind).toBe(wasPublished ? 'finished' : 'cancelled');
      expect(await versions()).toHaveLength(wasPublished ? 1 : 0);
    }
  });

  it('cannot be had when they ended, or are of another organization', async () => {
    await publish();
    expect(await cancel()).toMatchObject({ kind: 'finished', attempt: { status: 'published' } });
    const { by } = await newOrganization(world);
    expect(await world.postgres.attempts.cancel(id, by)).toEqual({ kind: 'not-found' });
  });

  it('have their run ended and their commit told by another one, once', async () => {
    const calls: string[] = [];
    const engine = {
      name: 'embedded' as const,
      start: async (run: { id: string; process: string }) => {
        calls.push(`start ${run.process} ${run.id}`);
        return { kind: 'started' as const };
      },
      cancel: async (run: string) => void calls.push(`cancel ${run}`),
      describe: async (run: string) => {
        const status = run.startsWith('conclude/') ? ('running' as const) : ('cancelled' as const);
        const times = { startedAt: world.now().toISOString(), finishedAt: null };
        return { id: run, process: 'publishVersion', status, result: null, ...times };
      },
      ...{ schedule: async () => {}, unschedule: async () => {}, history: async () => null },
    };
    const ports = { attempts: world.postgres.attempts, engine };
    await world.postgres.attempts.markStarted(id, 'embedded');
    await cancel();
    while ((await concludeCancelled(ports)) > 0);
    expect(calls.filter((call) => call.endsWith(id))).toEqual([
      `cancel publish/${id}`,
      `start concludeAttempt conclude/${id}`,
    ]);
    world.advance(1_000);
    expect(await recoverLostAttempts(ports, world.now())).toBe(0);
    const attempt = await world.postgres.attempts.find(id, tenant.organizationId);
    expect(attempt?.writeBackStatus).toBe('pending');
  });

  it('tell in detail what called for them and what was packed', async () => {
    const archive = await storedArchive(world, 'detail');
    await world.postgres.publications.recordArchive(archive, { name: 'skill', description: 'A skill.' }, id);
    const { organizationId } = tenant;
    const detail = await world.postgres.attempts.detail(id, organizationId);
    expect(detail).toMatchObject({
      connection: { id: connection.id },
      decisions: [{ connectionId: connection.id, verdict: 'publish', attemptId: id }],
      package: { contentHash: archive.contentHash, archive },
      ...{ outcome: null, writeBackAt: null, requestedBy: null, cancelledBy: null },
      attempt: { entryName: connection.entryName, repository: 'acme/skills' },
    });
    await world.query('delete from registry_archives where content_hash = $1', [archive.contentHash]);
    const swept = await world.postgres.attempts.detail(id, organizationId);
    expect(swept?.package).toEqual({ contentHash: archive.contentHash, archive: null });
    expect(await world.postgres.attempts.detail(id, (await newOrganization(world)).organizationId)).toBeNull();
  });

  it('tell in detail which delivery it was, who asked, and who cancelled', async () => {
    const { organizationId, by } = tenant;
    const detailOf = (one: AttemptId) => world.postgres.attempts.detail(one, organizationId);
    const bound = installationFacts({
      installationId: connection.installationId,
      accountId: connection.repositoryOwnerId,
    });
    expect((await detailOf(id))?.decisions).toMatchObject([{ guid: null, event: null, action: null }]);
    await world.postgres.installations.bind(bound, by);
    await world.query(
      'update webhook_deliveries set installation_id = $1 where id in (select delivery_id from github_decisions where attempt_id = $2)',
      [connection.installationId, id],
    );
    const delivery = { guid: expect.stringMatching(/./), event: 'push', action: null };
    expect((await detailOf(id))?.decisions).toMatchObject([delivery]);
    const wanted = { id: newId<AttemptId>(), connectionId: connection.id, trigger: 'manual', ref: 'main' } as const;
    await world.postgres.attempts.request({ ...wanted, commit: null }, by);
    const member = { memberId: by.memberId, name: expect.any(String) };
    expect(await detailOf(wanted.id)).toMatchObject({ requestedBy: member, cancelledBy: null, decisions: [] });
    await world.postgres.attempts.cancel(wanted.id, by);
    expect(await detailOf(wanted.id)).toMatchObject({ requestedBy: member, cancelledBy: member });
    await world.postgres.connections.delete(connection.id, by);
    expect((await detailOf(wanted.id))?.attempt).toMatchObject({ entryName: connection.entryName, repository: null });
  });

  it('are listed by reason, trigger, entry, repository and time', async () => {
    await cancel();
    const { organizationId } = tenant;
    const ids = async (query: object) => {
      const page = await world.postgres.attempts.list({ organizationId, limit: 10, ...query });
      return page.attempts.map((attempt) => attempt.id);
    };
    for (const query of [
      { reason: 'cancelled' },
      { trigger: 'branch' },
      { entryId: connection.entryId },
      { repository: 'ACME/Skills' },
      { commit: commit('a').slice(0, 7) },
      { commit: commit('a') },
      { until: new Date(world.now().getTime() + 1) },
    ]) {
      expect(await ids(query), JSON.stringify(query)).toEqual([id]);
    }
    for (const query of [
      { reason: 'content_unchanged' },
      { trigger: 'manual' },
      { entryId: (await newConnection(world, tenant)).entryId },
      { repository: 'acme/other' },
      { commit: '0123456' },
      { until: world.now() },
      { reason: 'a\0' },
    ]) {
      expect(await ids(query), JSON.stringify(query)).toEqual([]);
    }
  });

  it('count as waiting, running or untold', async () => {
    const before = await world.postgres.backlog.counts();
    await world.postgres.attempts.markStarted(id, 'embedded');
    expect(await world.postgres.backlog.counts()).toEqual({
      ...before,
      attemptsWaiting: before.attemptsWaiting - 1,
      attemptsRunning: before.attemptsRunning + 1,
    });
    await cancel();
    expect(await world.postgres.backlog.counts()).toEqual({
      ...before,
      attemptsWaiting: before.attemptsWaiting - 1,
      writeBacksPending: before.writeBacksPending + 1,
    });
  });
});
