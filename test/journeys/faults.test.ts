import pg from 'pg';
import { expect, test } from 'vitest';
import { onEachEngine } from '../support/engines.ts';
import { eventually } from '../support/eventually.ts';
import {
  attemptDone,
  commitVersionOf,
  connectRepository,
  push,
  quiet,
  type SkillRepository,
  tag,
  versionsOf,
} from '../support/skill-repository.ts';
import { owner, type WaybillSystem } from '../support/waybill-system.ts';

const main = 'refs/heads/main';

onEachEngine('faults', (under) => {
  const { system } = under;
  const control = () => system().github.control;

  test('502 twice from GitHub, for git and for REST, is ridden out and every try is shown', async () => {
    const repository = await connectRepository(system(), { name: 'flaky' });
    await control().addFault({ match: { kind: 'git' }, times: 2, respond: { status: 502 } });
    await control().addFault({
      match: { kind: 'rest', pathPattern: '/commits/' },
      times: 2,
      respond: { status: 502, body: '<html>Bad gateway</html>' },
    });
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    const attempt = await attemptDone(system(), repository, { ref: main, commit: sha });
    expect(attempt).toMatchObject({ status: 'published', write_back_status: 'success' });
    const { steps } = await system().api.attempt(attempt.id);
    expect(steps.map((step) => [step.name, step.tries.length])).toEqual([
      ['resolveCommit', 1],
      ['announce', 1],
      ['packSource', 3],
      ['pushVersion', 3],
      ['writeBack', 1],
    ]);
    const [first, , last] = steps[3]?.tries ?? [];
    expect(first?.error).toContain('502');
    expect(first?.retry_at).not.toBeNull();
    expect(last).toMatchObject({ number: 3, error: null, retry_at: null });
  });

  test('a secondary rate limit is waited for as GitHub asks', async () => {
    const repository = await connectRepository(system(), { name: 'limited' });
    await control().addFault({
      match: { kind: 'rest', pathPattern: '/commits/' },
      respond: { secondaryLimit: { retryAfterSeconds: 2 } },
    });
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    const attempt = await attemptDone(system(), repository, { ref: main, commit: sha });
    expect(attempt).toMatchObject({ status: 'published' });
    const { steps } = await system().api.attempt(attempt.id);
    const tries = steps.find((step) => step.name === 'pushVersion')?.tries ?? [];
    expect(tries).toHaveLength(2);
    expect(tries[0]?.error).toMatch(/secondary rate limit/i);
    expect(Date.parse(tries[1]?.started_at ?? '')).toBeGreaterThanOrEqual(
      Date.parse(tries[0]?.finished_at ?? '') + 1_900,
    );
  });

  test('a fault of GitHub’s fails the attempt as re-runnable, and the Re-run button publishes', async () => {
    const repository = await connectRepository(system(), { name: 'rerun' });
    await control().addFault({
      match: { kind: 'rest', pathPattern: '/commits/refs' },
      respond: { status: 400, body: { message: 'Something is odd today.' } },
    });
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    const failed = await attemptDone(system(), repository, { ref: main, commit: sha });
    expect(failed).toMatchObject({ status: 'failed', reason: 'github_refused', run: 1 });
    expect(failed.message).toContain('Something is odd today.');
    const [checkRun] = await control().listCheckRuns({ owner, repo: repository.name, sha });
    expect(checkRun).toMatchObject({ conclusion: 'failure' });
    const statuses = await control().listStatuses({ owner, repo: repository.name, sha });
    expect(statuses.at(-1)?.state).toBe('error');
    await control().rerequestCheckRun({ checkRunId: checkRun?.id ?? 0 });
    const again = await attemptDone(system(), repository, { ref: main, commit: sha, run: 2 });
    expect(again).toMatchObject({ trigger: 're-run', status: 'published', version: commitVersionOf(sha) });
  });

  test('a server killed between webhook and dispatch publishes after its restart', async () => {
    const repository = await connectRepository(system(), { name: 'undispatched' });
    const lock = await lockRow(system(), 'github_connections', repository.connectionId);
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    await control().settled();
    const [delivery] = (await control().listDeliveries({ event: 'push' })).slice(-1);
    expect(delivery?.statusCode).toBe(202);
    await system().server.kill9();
    await lock.release();
    await system().server.start();
    const attempt = await attemptDone(system(), repository, { ref: main, commit: sha });
    expect(attempt).toMatchObject({ status: 'published', run: 1 });
    expect(await quiet(system(), repository)).toHaveLength(1);
  });

  const steps: [step: string, match: { method?: string; kind: 'rest' | 'git'; pathPattern: string }, sync: boolean][] =
    [
      ['resolveCommit', { kind: 'rest', pathPattern: '/commits/' }, true],
      ['announce', { kind: 'rest', method: 'POST', pathPattern: '/check-runs' }, false],
      ['packSource', { kind: 'git', pathPattern: 'git-upload-pack' }, false],
      ['pushVersion', { kind: 'rest', pathPattern: '/commits/' }, false],
      ['writeBack', { kind: 'rest', method: 'PATCH', pathPattern: '/check-runs/' }, false],
    ];
  test.each(steps)(
    'a worker killed in %s finishes the attempt after its restart, each effect once',
    async (step, match, sync) => {
      const repository = await connectRepository(system(), { name: `killed-in-${step.toLowerCase()}` });
      const { id } = await control().addFault({ match, respond: { delayMs: 600_000 } });
      const sha = await startPublish(system(), repository, sync);
      await eventually(`a try of ${step}`, async () =>
        (await control().listFaults()).some((it) => it.id === id && it.struck > 0),
      );
      await system().worker.kill9();
      await control().clearFaults();
      await system().worker.start();
      await expectPublishedOnce(system(), repository, sha);
    },
  );

  test('a lost answer to the making of the check-run makes no second one', async () => {
    const repository = await connectRepository(system(), { name: 'lost-answers' });
    for (const pathPattern of ['/check-runs', '/statuses/']) {
      const match = { kind: 'rest' as const, method: 'POST', pathPattern };
      await control().addFault({ match, respond: { resetConnection: true, afterHandling: true } });
    }
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    await expectPublishedOnce(system(), repository, sha);
  });

  test('a worker killed while it records a failure finishes the attempt after its restart', async () => {
    const repository = await connectRepository(system(), { name: 'killed-in-recordoutcome' });
    await control().addFault({ match: { kind: 'git' }, respond: { delayMs: 1_500 } });
    const sha = await push(system(), repository, { 'SKILL.md': null });
    const pending = await eventually('a pending attempt', async () => {
      const [attempt] = await system().api.attempts({ connection_id: repository.connectionId });
      return attempt?.check_run_id ? attempt : null;
    });
    const lock = await lockRow(system(), 'github_publish_attempts', pending.id);
    await eventually('the step waits for the row', () => lock.isWaitedFor());
    await system().worker.kill9();
    await lock.release();
    await system().worker.start();
    const attempt = await attemptDone(system(), repository, { ref: main, commit: sha });
    expect(attempt).toMatchObject({ status: 'failed', reason: 'skill_md_missing', write_back_status: 'success' });
    const checkRuns = await control().listCheckRuns({ owner, repo: repository.name, sha });
    expect(checkRuns).toHaveLength(1);
  });

  test('a restart of PostgreSQL under load loses nothing', async () => {
    const repository = await connectRepository(system(), { name: 'restarted' });
    const tags = Array.from({ length: 12 }, (_, index) => `v1.0.${index}`);
    for (const [index, name] of tags.entries()) {
      await tag(system(), repository, name);
      if (index === 4 || index === 8) await under.postgres().restart();
    }
    await control().settled();
    await redeliverRefused(system());
    for (const name of tags) await attemptDone(system(), repository, { ref: `refs/tags/${name}` });
    await quiet(system(), repository);
    const versions = await versionsOf(system(), repository);
    expect(versions).toHaveLength(tags.length);
    expect(versions).toContain('*1.0.11');
  });

  if (under.engine === 'temporal') {
    test('attempts wait while Temporal is away, and deliveries are answered all the same', async () => {
      const repository = await connectRepository(system(), { name: 'engine-away' });
      await under.temporal().kill9();
      const sha = await push(system(), repository, { 'a.md': 'A.\n' });
      await control().settled();
      const [delivery] = (await control().listDeliveries({ event: 'push' })).slice(-1);
      expect(delivery?.statusCode).toBe(202);
      const waiting = await eventually('an attempt', async () => {
        const [attempt] = await system().api.attempts({ connection_id: repository.connectionId });
        return attempt;
      });
      expect(waiting).toMatchObject({ status: 'pending', commit: sha });
      await under.temporal().restart();
      await expectPublishedOnce(system(), repository, sha);
    });
  }
});

async function startPublish(system: WaybillSystem, repository: SkillRepository, sync: boolean): Promise<string> {
  if (!sync) return push(system, repository, { 'a.md': 'A.\n' });
  // The answer is cut off by the kill: nobody waits for it.
  system.api.sync(repository.connectionId).catch(() => {});
  const [head] = await system.github.control.listRefs({ owner, repo: repository.name });
  return head?.commit ?? '';
}

async function expectPublishedOnce(system: WaybillSystem, repository: SkillRepository, sha: string): Promise<void> {
  const attempt = await eventually(
    'the attempt ends',
    async () => {
      const [newest] = await system.api.attempts({ connection_id: repository.connectionId });
      return newest && newest.status !== 'pending' && newest.write_back_status !== 'pending' && newest;
    },
    60_000,
  );
  expect(attempt).toMatchObject({ status: 'published', commit: sha, write_back_status: 'success' });
  expect(await quiet(system, repository)).toHaveLength(1);
  expect(await versionsOf(system, repository)).toEqual([`*${commitVersionOf(sha)}`]);
  const where = { owner, repo: repository.name, sha };
  const checkRuns = await system.github.control.listCheckRuns(where);
  expect(checkRuns.map((it) => [it.status, it.conclusion])).toEqual([['completed', 'success']]);
  const statuses = await system.github.control.listStatuses(where);
  expect(statuses.map((it) => it.state)).toEqual(['pending', 'success']);
}

/** What an operator does with deliveries that got no answer while the database was away. */
async function redeliverRefused(system: WaybillSystem): Promise<void> {
  for (const delivery of await system.github.control.listDeliveries()) {
    const refused = delivery.statusCode >= 500 && !delivery.redelivery;
    if (refused && ['push', 'create'].includes(delivery.event)) {
      await system.github.control.redeliver({ deliveryId: delivery.id });
    }
  }
  await system.github.control.settled();
}

type RowLock = { release(): Promise<void>; isWaitedFor(): Promise<boolean> };

async function lockRow(system: WaybillSystem, table: string, id: string): Promise<RowLock> {
  const client = new pg.Client({ connectionString: system.databaseUrl });
  const watcher = new pg.Client({ connectionString: system.databaseUrl });
  await Promise.all([client.connect(), watcher.connect()]);
  await client.query('begin');
  await client.query(`select 1 from ${table} where id = $1 for update`, [id]);
  return {
    release: async () => {
      await client.query('rollback');
      await Promise.all([client.end(), watcher.end()]);
    },
    isWaitedFor: async () => {
      const { rows } = await watcher.query('select count(*)::int as n from pg_locks where not granted');
      return rows[0].n > 0;
    },
  };
}
