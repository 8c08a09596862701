import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../domain/connections/connection.ts';
import type { Attempt } from '../../domain/publishing/attempt.ts';
import type { PublishOutcome } from '../../domain/publishing/outcome.ts';
import { type AttemptId, parseSha, type Sha } from '../../domain/shared/ids.ts';
import type { StepHistory } from '../../ports/workflow-engine.ts';
import {
  attemptsOf,
  branchAttempt,
  branchPush,
  commit,
  deliver,
  newConnection,
  newId,
  newOrganization,
  openWorld,
  type PersistenceWorld,
  type Tenant,
  tagPush,
} from './persistence-world.ts';

const serviceFault: PublishOutcome = {
  kind: 'failed',
  fault: 'service',
  reason: 'source_unavailable',
  message: 'GitHub did not answer.',
  annotations: [{ path: 'SKILL.md', line: 1, column: null, code: 'x', message: 'y' }],
};

describe('attempts on PostgreSQL', () => {
  let world: PersistenceWorld;
  let tenant: Tenant;
  let connection: Connection;

  beforeAll(async () => {
    world = await openWorld();
  }, 60_000);
  afterAll(() => world.close());
  beforeEach(async () => {
    tenant = await newOrganization(world);
    connection = await newConnection(world, tenant);
    await world.query("update github_publish_attempts set engine = 'embedded', history = '[]' where engine is null");
  });

  const request = (ref: string, head: Sha | null, id = newId<AttemptId>(), postgres = world.postgres) =>
    postgres.attempts.request({ id, connectionId: connection.id, trigger: 'manual', ref, commit: head }, tenant.by);

  describe('a run that a person asked for', () => {
    it('is a new run of its key each time, also when many ask at once', async () => {
      await branchAttempt(world, connection, commit('a'));
      const runs = await Promise.all(
        [1, 2, 3, 4].map((n) => request('refs/heads/main', commit('a'), newId(), n % 2 ? world.postgres : world.other)),
      );
      expect(runs.map(({ run }) => run).sort()).toEqual([2, 3, 4, 5]);
      expect(runs[0]).toMatchObject({ trigger: 'manual', status: 'pending', workflowId: `publish/${runs[0]?.id}` });
    });

    it('is made once for one id', async () => {
      const id = newId<AttemptId>();
      const [first, second] = await Promise.all([request('main', null, id), request('main', null, id, world.other)]);
      expect(second).toEqual(first);
      expect(await attemptsOf(world, connection)).toEqual([first]);
    });

    it('gets its run number when its commit is known', async () => {
      await branchAttempt(world, connection, commit('a'));
      const made = await request('main', null);
      expect(made).toMatchObject({ ref: 'main', commit: null, run: 0 });
      const resolved = { ref: 'refs/heads/main', commit: commit('a') };
      const { attempts } = world.postgres;
      expect(await attempts.settleCommit(made.id, resolved)).toEqual({ kind: 'settled' });
      expect(await attempts.settleCommit(made.id, resolved)).toEqual({ kind: 'settled' });
      expect(await attempts.find(made.id, tenant.organizationId)).toMatchObject({ ...resolved, run: 2 });
    });
  });

  describe('an automatic attempt without a commit', () => {
    it('joins the attempt that runs its key, and shows nowhere', async () => {
      await deliver(world, tagPush(connection, 'v1.0.0', null));
      const [created] = await attemptsOf(world, connection);
      await deliver(world, tagPush(connection, 'v1.0.0', commit('a')));
      const resolved = { ref: 'refs/tags/v1.0.0', commit: commit('a') };
      const id = created?.id ?? newId<AttemptId>();
      const { attempts } = world.postgres;
      const joined = await attempts.settleCommit(id, resolved);
      const [pushed, ...none] = await attemptsOf(world, connection);
      expect(none).toEqual([]);
      expect(joined).toEqual({ kind: 'joined', to: pushed?.id });
      expect(await attempts.settleCommit(id, resolved)).toEqual(joined);
      const found = await attempts.find(id, tenant.organizationId);
      expect(found).toMatchObject({ status: 'skipped', reason: 'already_published', writeBackStatus: 'disabled' });
      expect(found?.message).toContain(pushed?.id);
      expect(await attempts.recordOutcome(id, serviceFault)).toMatchObject({ kind: 'skipped' });
    });

    it('runs its key when nothing else does, and then holds it', async () => {
      await deliver(world, tagPush(connection, 'v1.0.0', null));
      const [created] = await attemptsOf(world, connection);
      const resolved = { ref: 'refs/tags/v1.0.0', commit: commit('a') };
      const settled = await world.postgres.attempts.settleCommit(created?.id ?? newId(), resolved);
      expect(settled).toEqual({ kind: 'settled' });
      expect(await deliver(world, tagPush(connection, 'v1.0.0', commit('a')))).toBe(0);
      expect(await attemptsOf(world, connection)).toMatchObject([{ id: created?.id, run: 1, commit: commit('a') }]);
    });

    it('runs its key once although push, create and the settling of a commit meet', async () => {
      for (let round = 0; round < 6; round += 1) {
        const tag = `v1.0.${round}`;
        await deliver(world, tagPush(connection, tag, null));
        const [created] = await attemptsOf(world, connection);
        const resolved = { ref: `refs/tags/${tag}`, commit: commit(tag) };
        await Promise.all([
          world.other.attempts.settleCommit(created?.id ?? newId(), resolved),
          deliver(world, tagPush(connection, tag, commit(tag))),
        ]);
        const ofTag = (await attemptsOf(world, connection)).filter(({ ref }) => ref === resolved.ref);
        expect(ofTag).toMatchObject([{ commit: commit(tag), run: 1, status: 'pending' }]);
        world.advance(1);
      }
    });
  });

  describe('an outcome', () => {
    it('is recorded once, whoever comes later', async () => {
      const { id } = await request('main', null);
      const other: PublishOutcome = { kind: 'skipped', reason: 'cancelled', message: 'Cancelled.', version: null };
      const recorded = await Promise.all([
        world.postgres.attempts.recordOutcome(id, serviceFault),
        world.other.attempts.recordOutcome(id, other),
      ]);
      expect(recorded[0]).toEqual(recorded[1]);
      const context = await world.postgres.attempts.context(id);
      expect(context?.outcome).toEqual(recorded[0]);
      expect(context?.attempt).toMatchObject({ status: recorded[0].kind, finishedAt: world.now() });
    });

    it('is kept even when its text holds what PostgreSQL cannot', async () => {
      const { id } = await request('main', null);
      const { attempts } = world.postgres;
      await attempts.recordOutcome(id, { ...serviceFault, message: 'git said \0 and \ud800' });
      await attempts.recordWriteBack(id, 'failed', 'HTTP \0');
      await attempts.keepHistory(id, [{ name: 'pack\0', startedAt: '', finishedAt: null, tries: [] }]);
      const found = await attempts.find(id, tenant.organizationId);
      expect(found).toMatchObject({ message: 'git said \uFFFD and \uFFFD', writeBackMessage: 'HTTP \uFFFD' });
      expect(await attempts.keptHistory(id)).toMatchObject([{ name: 'pack\uFFFD' }]);
    });

    it('comes with what the steps have to know', async () => {
      const attempt = await request('main', null);
      expect(await world.postgres.attempts.context(attempt.id)).toEqual({
        ...{ attempt, connection, writeBackMode: 'checks', outcome: null },
      });
      expect(await world.postgres.attempts.context(newId<AttemptId>())).toBeNull();
    });
  });

  describe('the list', () => {
    it('pages through all attempts, newest first, each once, while new ones are made', async () => {
      const made: Attempt[] = [];
      for (let n = 0; n < 25; n += 1) {
        if (n % 4 === 0) world.advance(1);
        made.push(await request('refs/heads/main', commit(`page ${n}`)));
      }
      const { attempts } = world.postgres;
      const seen: Attempt[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < 10; page += 1) {
        const query = { organizationId: tenant.organizationId, limit: 7, cursor };
        const { attempts: rows, nextCursor } = await attempts.list(query);
        seen.push(...rows);
        await request('refs/heads/main', commit(`meanwhile ${page}`));
        world.advance(1);
        if (nextCursor === null) break;
        expect(rows).toHaveLength(7);
        cursor = nextCursor;
      }
      const times = seen.map(({ createdAt }) => createdAt.getTime());
      expect(times).toEqual([...times].sort((a, b) => b - a));
      expect(seen.map(({ id }) => id).sort()).toEqual(made.map(({ id }) => id).sort());
    });

    it('gives the first page for a cursor that it did not make', async () => {
      const attempt = await request('main', null);
      const odd = ['0000-01-01T00:00:00.000Z', '+275760-09-13T00:00:00.000Z', 'now'].map((time) =>
        Buffer.from(JSON.stringify([time, attempt.id])).toString('base64url'),
      );
      for (const cursor of ['', 'x', 'eyJhIjoxfQ', 'WyJub3ciLCJ4Il0', "'; drop table x; --", ...odd]) {
        const query = { organizationId: tenant.organizationId, limit: 5, cursor };
        expect(await world.postgres.attempts.list(query)).toEqual({ attempts: [attempt], nextCursor: null });
      }
    });

    it('filters by connection, ref, commit, status, time and organization', async () => {
      const { attempts } = world.postgres;
      const a = await request('refs/heads/main', commit('a'));
      world.advance(1000);
      const b = await request('refs/tags/v1', commit('b'));
      await attempts.recordOutcome(b.id, serviceFault);
      const ids = async (filter: Omit<Parameters<typeof attempts.list>[0], 'organizationId' | 'limit'>) => {
        const page = await attempts.list({ organizationId: tenant.organizationId, limit: 100, ...filter });
        return page.attempts.map(({ id }) => id);
      };
      expect(await ids({})).toEqual([b.id, a.id]);
      expect(await ids({ ref: 'refs/heads/main' })).toEqual([a.id]);
      expect(await ids({ commit: commit('b') })).toEqual([b.id]);
      expect(await ids({ commit: "no'sha" })).toEqual([]);
      expect(await ids({ ref: 'refs/heads/\0' })).toEqual([]);
      expect(await ids({ since: new Date('0000-01-01T00:00:00Z') })).toEqual([b.id, a.id]);
      expect(await ids({ since: new Date(8.64e15) })).toEqual([]);
      expect(await ids({ status: 'failed' })).toEqual([b.id]);
      expect(await ids({ since: b.createdAt })).toEqual([b.id]);
      expect(await ids({ connectionId: (await newConnection(world, tenant)).id })).toEqual([]);
      const stranger = await newOrganization(world);
      expect((await attempts.list({ organizationId: stranger.organizationId, limit: 1 })).attempts).toEqual([]);
      expect(await attempts.find(a.id, stranger.organizationId)).toBeNull();
    });

    it('knows the newest attempt of each connection', async () => {
      const quiet = await newConnection(world, tenant);
      await request('refs/heads/main', commit('a'));
      world.advance(1);
      const newest = await request('refs/heads/main', commit('b'));
      const { attempts } = world.postgres;
      const latest = await attempts.latestOf([connection.id, quiet.id], tenant.organizationId);
      expect([...latest]).toEqual([[connection.id, newest]]);
      expect((await attempts.latestOf([connection.id], (await newOrganization(world)).organizationId)).size).toBe(0);
      expect((await attempts.latestOf([], tenant.organizationId)).size).toBe(0);
    });

    it('finds what to run again', async () => {
      const { attempts } = world.postgres;
      await request('refs/heads/main', commit('a'));
      const second = await request('refs/heads/main', commit('a'));
      expect(await attempts.findForRerun({ connectionId: connection.id, commit: commit('a') })).toEqual([second]);
      expect(await attempts.findForRerun({ attemptId: second.id })).toEqual([second]);
      expect(await attempts.findForRerun({ attemptId: newId() })).toEqual([]);
      expect(await attempts.findForRerun({ connectionId: connection.id, commit: commit('b') })).toEqual([]);
    });

    it('finds the newest run of each ref on a commit', async () => {
      const ofBranch = await request('refs/heads/main', commit('a'));
      await request('refs/tags/v1.0.0', commit('a'));
      const ofTag = await request('refs/tags/v1.0.0', commit('a'));
      await request('refs/tags/v0.9.0', commit('b'));
      const found = await world.postgres.attempts.findForRerun({ connectionId: connection.id, commit: commit('a') });
      expect(found).toEqual([ofBranch, ofTag]);
    });
  });

  describe('write-back', () => {
    it('knows whether an earlier try got as far', async () => {
      const { id } = await request('main', null);
      const { attempts } = world.postgres;
      expect(await attempts.beginWriteBack(id, 'announce')).toEqual({ again: false });
      expect(await attempts.beginWriteBack(id, 'announce')).toEqual({ again: true });
      expect(await attempts.beginWriteBack(id, 'conclude')).toEqual({ again: false });
      expect(await attempts.beginWriteBack(id, 'conclude')).toEqual({ again: true });
      const skipped = await request('main', null);
      expect(await attempts.beginWriteBack(skipped.id, 'conclude')).toEqual({ again: false });
      expect(await attempts.beginWriteBack(skipped.id, 'announce')).toEqual({ again: true });
    });

    it('keeps what was written', async () => {
      const { id } = await request('main', null);
      const { attempts } = world.postgres;
      await attempts.recordCheckRun(id, '98765432101');
      await attempts.recordWriteBack(id, 'unsupported', 'Resource not accessible by integration');
      expect(await attempts.find(id, tenant.organizationId)).toMatchObject({
        ...{ checkRunId: '98765432101', writeBackStatus: 'unsupported' },
        writeBackMessage: 'Resource not accessible by integration',
      });
    });
  });

  describe('the way through the engine', () => {
    const later = () => new Date(world.now().getTime() + 1);

    it('goes from unstarted to started, and back when the engine lost it', async () => {
      const { attempts } = world.postgres;
      const first = await request('refs/heads/main', commit('a'));
      world.advance(10);
      const second = await request('refs/heads/main', commit('b'));
      expect(await attempts.listUnstarted(10)).toEqual([first, second]);
      expect(await attempts.listUnstarted(1)).toEqual([first]);
      await attempts.markStarted(first.id, 'temporal');
      expect((await attempts.listUnstarted(10)).map(({ id }) => id)).toEqual([second.id]);
      const startedBefore = async (time: Date) =>
        (await attempts.listStartedBefore(time, 10)).filter(({ connectionId }) => connectionId === connection.id);
      expect(await startedBefore(world.now())).toEqual([]);
      expect(await startedBefore(later())).toEqual([{ ...first, engine: 'temporal' }]);
      await attempts.markUnstarted(first.id);
      expect(await attempts.listUnstarted(10)).toEqual([first, second]);
      await attempts.recordOutcome(first.id, serviceFault);
      expect((await attempts.listUnstarted(10)).map(({ id }) => id)).toEqual([second.id]);
    });

    it('ends with its history, once outcome and write-back are settled', async () => {
      const { attempts } = world.postgres;
      const { id } = await request('refs/heads/main', commit('a'));
      const waiting = async () => (await attempts.listWithoutHistory(later(), 10)).map((attempt) => attempt.id);
      await attempts.markStarted(id, 'embedded');
      expect(await waiting()).toEqual([]);
      await attempts.recordOutcome(id, serviceFault);
      expect(await waiting()).toEqual([]);
      await attempts.recordWriteBack(id, 'success', null);
      expect(await attempts.listWithoutHistory(world.now(), 10)).toEqual([]);
      expect(await waiting()).toEqual([id]);
      expect(await attempts.keptHistory(id)).toBeNull();
      const startedAt = world.now().toISOString();
      const tries = [{ number: 1, startedAt, finishedAt: null, error: 'it said "no"', retryAt: null }];
      const history: StepHistory[] = [{ name: 'packSource', startedAt, finishedAt: null, tries }];
      await attempts.keepHistory(id, history);
      expect(await attempts.keptHistory(id)).toEqual(history);
      expect(await waiting()).toEqual([]);
    });
  });

  it('takes SHA-256 commits and refs in any script', async () => {
    const long = parseSha('a'.repeat(64));
    const ref = "refs/heads/größe'; --日本語";
    await deliver(world, { ...branchPush(connection, long ?? commit('a')), ref });
    expect(await attemptsOf(world, connection)).toMatchObject([{ commit: long, ref }]);
  });
});
