import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../domain/connections/connection.ts';
import type { PublishOutcome } from '../../domain/publishing/outcome.ts';
import type { AttemptId } from '../../domain/shared/ids.ts';
import type { Decision } from '../../ports/deliveries/deliveries.ts';
import {
  attemptsOf,
  branchAttempt,
  branchCandidate,
  branchPush,
  claimedDelivery,
  commit,
  deliver,
  newConnection,
  newId,
  newOrganization,
  openWorld,
  type PersistenceWorld,
  storedArchive,
  type Tenant,
  tagPush,
} from './persistence-world.ts';

const failed = (fault: 'repository' | 'service'): PublishOutcome => ({
  kind: 'failed',
  fault,
  reason: fault === 'service' ? 'github_unavailable' : 'skill_md_missing',
  message: 'No.',
  annotations: [],
});

describe('decisions on PostgreSQL', () => {
  let world: PersistenceWorld;
  let tenant: Tenant;
  let connection: Connection;

  beforeAll(async () => {
    world = await openWorld();
    tenant = await newOrganization(world);
  }, 60_000);
  afterAll(() => world.close());

  const fresh = async (changes: Partial<Connection> = {}) => {
    connection = await newConnection(world, tenant, changes);
  };
  const attempts = () => attemptsOf(world, connection);
  const decisions = () =>
    world.query(
      'select verdict, reason, attempt_id from github_decisions where connection_id = $1 order by created_at',
      [connection.id],
    );
  const revision = async () =>
    (await world.query('select branch_revision from github_connections where id = $1', [connection.id]))[0]
      ?.branch_revision;
  const publish = async (attemptId: AttemptId, name: string) => {
    const archive = await storedArchive(world, `${connection.id} ${name}`);
    const { publications } = world.postgres;
    const branchRevision = await publications.branchRevision(attemptId);
    return publications.record({
      ...{ attemptId, contentHash: archive.contentHash },
      candidate: branchCandidate(connection, commit(name), archive),
      head: { commit: commit(name), branchRevision, candidateFromCurrent: 'ahead' },
    });
  };

  it('makes one attempt for a push, ready for the engine', async () => {
    await fresh();
    expect(await deliver(world, branchPush(connection, commit('a')))).toBe(1);
    const [attempt, ...none] = await attempts();
    expect(none).toEqual([]);
    expect(attempt).toEqual({
      id: expect.any(String),
      organizationId: tenant.organizationId,
      connectionId: connection.id,
      entryId: connection.entryId,
      entryName: connection.entryName,
      repository: 'acme/skills',
      trigger: 'branch',
      ref: 'refs/heads/main',
      commit: commit('a'),
      run: 1,
      status: 'pending',
      reason: null,
      message: null,
      version: null,
      versionId: null,
      writeBackStatus: 'pending',
      writeBackMessage: null,
      checkRunId: null,
      statusContext: `selftune/publish/${connection.id.slice(0, 8)}`,
      workflowId: `publish/${attempt?.id}`,
      engine: null,
      createdAt: world.now(),
      finishedAt: null,
    });
    expect(await decisions()).toEqual([{ verdict: 'publish', reason: null, attempt_id: attempt?.id }]);
  });

  it.each([
    ['the connection', { writeBackEnabled: false }, 'checks' as const],
    ['the organization', {}, 'off' as const],
  ])('tells nobody when %s does not want write-back', async (_, changes, mode) => {
    await fresh(changes);
    await world.postgres.connections.setWriteBackMode(mode, tenant.by);
    await deliver(world, branchPush(connection, commit('a')));
    await world.postgres.connections.setWriteBackMode('checks', tenant.by);
    expect(await attempts()).toMatchObject([{ writeBackStatus: 'disabled', statusContext: null }]);
  });

  it('decides each connection of a repository on its own, and leaves out one that has gone', async () => {
    await fresh();
    const { repositoryId } = connection;
    const sibling = await newConnection(world, tenant, { repositoryId });
    const gone = await newConnection(world, tenant, { repositoryId });
    await world.postgres.connections.delete(gone.id, tenant.by);
    const all = [gone, sibling, connection].map((known) => branchPush(known, commit('a')));
    expect(await deliver(world, ...all)).toBe(2);
    expect(await attemptsOf(world, sibling)).toHaveLength(1);
    expect(await attemptsOf(world, gone)).toEqual([]);
  });

  it('makes one attempt when two servers decide the same delivery', async () => {
    await fresh();
    const id = await claimedDelivery(world);
    const made = await Promise.all(
      [world.postgres, world.other, world.postgres, world.other].map(({ deliveries }) =>
        deliveries.recordDecisions(id, [branchPush(connection, commit('a'))]),
      ),
    );
    expect(made.map(({ attemptsMade }) => attemptsMade).sort()).toEqual([0, 0, 0, 1]);
    expect(await attempts()).toHaveLength(1);
    expect(await revision()).toBe(1);
  });

  it('makes one attempt when many deliveries of one push are decided at the same time', async () => {
    await fresh();
    const ids = [];
    for (let n = 0; n < 6; n += 1) ids.push(await claimedDelivery(world));
    const made = await Promise.all(
      ids.map((id, n) =>
        (n % 2 ? world.postgres : world.other).deliveries.recordDecisions(id, [branchPush(connection, commit('a'))]),
      ),
    );
    expect(made.reduce((sum, { attemptsMade }) => sum + attemptsMade, 0)).toBe(1);
    expect(await attempts()).toHaveLength(1);
    expect((await decisions()).map(({ verdict }) => verdict).sort()).toEqual([...Array(5).fill('joined'), 'publish']);
    expect(await revision()).toBe(6);
  });

  it('counts every event of the default branch and of no other ref', async () => {
    await fresh();
    const skip: Decision['verdict'] = { kind: 'skip', reason: 'auto_publish_off', asAttempt: false };
    await deliver(world, { ...branchPush(connection, commit('a')), verdict: skip });
    await deliver(world, branchPush(connection, commit('b')), branchPush(connection, commit('b')));
    await deliver(world, tagPush(connection, 'v1.0.0', commit('b')));
    await deliver(world, { ...branchPush(connection, commit('c')), ref: 'refs/heads/other' });
    expect(await revision()).toBe(3);
  });

  it('only records a skip, unless people look for it among the attempts', async () => {
    await fresh();
    const skip = (asAttempt: boolean): Decision => ({
      ...branchPush(connection, commit('a')),
      verdict: { kind: 'skip', reason: 'installation_suspended', asAttempt },
    });
    expect(await deliver(world, skip(false))).toBe(0);
    expect(await attempts()).toEqual([]);
    expect(await deliver(world, skip(true))).toBe(1);
    const [shown] = await attempts();
    expect(shown).toMatchObject({
      ...{ run: 1, status: 'skipped', reason: 'installation_suspended', version: null },
      ...{ writeBackStatus: 'disabled', engine: null, workflowId: '', finishedAt: world.now() },
    });
    expect(shown?.message).toContain('suspended');
    expect(await world.postgres.attempts.listUnstarted(100)).not.toContainEqual(shown);
    expect(await deliver(world, skip(true))).toBe(0);
    expect(await attempts()).toHaveLength(1);
    expect(await deliver(world, branchPush(connection, commit('a')))).toBe(1);
  });

  it.each<[string, PublishOutcome, number]>([
    ['a fault of the repository settles its key', failed('repository'), 0],
    ['a fault of the service leaves its key open', failed('service'), 1],
  ])('%s', async (_, outcome, made) => {
    await fresh();
    const id = await branchAttempt(world, connection, commit('a'));
    await world.postgres.attempts.recordOutcome(id, outcome);
    const holds = await world.query('select holds_key from github_publish_attempts where id = $1', [id]);
    expect(holds).toEqual([{ holds_key: made === 0 }]);
    expect(await deliver(world, branchPush(connection, commit('a')))).toBe(made);
    expect((await attempts()).map(({ run }) => run).sort()).toEqual(made === 1 ? [1, 2] : [1]);
  });

  it('runs a failed key again once the settings that it failed under were changed', async () => {
    await fresh();
    const id = await branchAttempt(world, connection, commit('a'));
    await world.postgres.attempts.recordOutcome(id, failed('repository'));
    await world.query('update github_connections set settings_revision = 2 where id = $1', [connection.id]);
    expect(await deliver(world, branchPush(connection, commit('a')))).toBe(1);
  });

  it('says of a repeated push that its commit is published', async () => {
    await fresh();
    const id = await branchAttempt(world, connection, commit('a'));
    await publish(id, 'a');
    world.advance(1);
    expect(await deliver(world, branchPush(connection, commit('a')))).toBe(0);
    expect((await decisions()).at(-1)).toEqual({ verdict: 'joined', reason: 'already_published', attempt_id: id });
  });

  it('runs a branch again that went back to a published commit', async () => {
    await fresh();
    await publish(await branchAttempt(world, connection, commit('a')), 'a');
    await publish(await branchAttempt(world, connection, commit('b')), 'b');
    expect(await deliver(world, branchPush(connection, commit('a')))).toBe(1);
    expect(await deliver(world, branchPush(connection, commit('a')))).toBe(0);
    const runs = (await attempts()).filter((attempt) => attempt.commit === commit('a'));
    expect(runs.map(({ run, status }) => ({ run, status }))).toContainEqual({ run: 2, status: 'pending' });
  });

  it('runs a branch again that went back while the commit between is still being published', async () => {
    await fresh();
    await publish(await branchAttempt(world, connection, commit('a')), 'a');
    await branchAttempt(world, connection, commit('b'));
    expect(await deliver(world, branchPush(connection, commit('a')))).toBe(1);
  });

  it('joins create and push of one tag, whichever comes first', async () => {
    await fresh();
    expect(await deliver(world, tagPush(connection, 'v1.0.0', null))).toBe(1);
    expect(await deliver(world, tagPush(connection, 'v1.0.0', null))).toBe(0);
    expect(await deliver(world, tagPush(connection, 'v1.0.0', commit('a')))).toBe(1);
    const create = (await attempts()).find((attempt) => attempt.commit === null);
    const pushed = (await attempts()).find((attempt) => attempt.commit === commit('a'));
    const resolved = { ref: 'refs/tags/v1.0.0', commit: commit('a') };
    const settled = await world.postgres.attempts.settleCommit(create?.id ?? newId(), resolved);
    expect(settled).toEqual({ kind: 'joined', to: pushed?.id });
    expect(await attempts()).toEqual([pushed]);
  });

  it('makes a new run of every re-run that is asked for', async () => {
    await fresh();
    await publish(await branchAttempt(world, connection, commit('a')), 'a');
    const rerun: Decision = { ...branchPush(connection, commit('a')), trigger: 're-run' };
    expect(await deliver(world, rerun, rerun)).toBe(2);
    expect((await attempts()).map(({ run }) => run).sort()).toEqual([1, 2, 3]);
  });

  it('does nothing at all when one part fails', async () => {
    await fresh();
    const id = await claimedDelivery(world);
    const good = branchPush(connection, commit('a'));
    const bad = { ...good, commit: 'no sha' as typeof good.commit };
    await expect(world.postgres.deliveries.recordDecisions(id, [good, bad])).rejects.toThrow();
    expect(await attempts()).toEqual([]);
    expect(await revision()).toBe(0);
    expect(await world.query('select status from webhook_deliveries where id = $1', [id])).toEqual([
      { status: 'pending' },
    ]);
  });
});
