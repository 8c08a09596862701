import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonValue, StepHistory, WorkflowEngine } from '../../ports/workflow-engine.ts';
import { eventually } from '../support/eventually.ts';
import type { Behaviour, Trial, TrialStep } from './fixtures/workflow-engine/trial.process.ts';
import type { WorkerProcess } from './fixtures/workflow-engine/worker-process.ts';

/** What the suite needs of an engine's real servers; they are up when the suite begins. */
export type EngineServers = {
  /** The database of the trial's tables. */
  database(): pg.Pool;
  startWorker(): Promise<WorkerProcess>;
  /** Ends the engine's server as a crash would. */
  killServer(): Promise<void>;
  restartServer(): Promise<void>;
  /** What the history shows of a try that ended with its worker. */
  readonly lostTries: StepTrace['tries'];
};

/** A step's tries without their times, which no two runs share. */
export type StepTrace = { name: string; finished: boolean; tries: { error: string | null; retried: boolean }[] };

export function traceOf(history: StepHistory[] | null): StepTrace[] {
  return (history ?? []).map((step) => ({
    name: step.name,
    finished: step.finishedAt !== null,
    tries: step.tries.map(({ error, retryAt }) => ({ error, retried: retryAt !== null })),
  }));
}

const work: Behaviour = { kind: 'work' };
const ok = { error: null, retried: false };
const failed = (error: string) => ({ error, retried: true });

export const eventfulPlan: Trial['plan'] = {
  first: [
    { kind: 'fail', message: 'connection reset' },
    { kind: 'be-rate-limited', forMs: 300, message: 'slow down' },
    { kind: 'fail', message: 'bad gateway' },
    work,
  ],
  second: [{ kind: 'fail-permanently', code: 'repository-gone', message: 'the repository is gone' }],
};

/** What every workflow engine does, on its real servers. Source: ports/workflow-engine.ts */
export function describeWorkflowEngine(name: string, servers: EngineServers): void {
  describe(`workflow engine: ${name}`, () => {
    let worker: WorkerProcess;
    const engine = (): WorkflowEngine => worker.engine;
    beforeAll(async () => {
      worker = await servers.startWorker();
    });
    afterAll(async () => worker?.kill9());

    const start = (run: string, steps: TrialStep[], more: Partial<Trial> = {}) =>
      engine().start({ process: 'trial', id: run, input: { run, steps, plan: {}, ...more } as JsonValue });
    const finished = (run: string) =>
      eventually(`${run} finishes`, async () => {
        const description = await engine().describe(run);
        return description && description.status !== 'running' ? description : null;
      });
    const count = async (table: 'trial_call' | 'trial_effect', run: string, step?: TrialStep) => {
      const sql = `select count(*)::int as n from ${table} where run = $1 and ($2::text is null or step = $2)`;
      return (await servers.database().query(sql, [run, step ?? null])).rows[0].n as number;
    };
    const called = (run: string, step: TrialStep) =>
      eventually(`${run} is in ${step}`, async () => (await count('trial_effect', run, step)) > 0);

    describe.concurrent('a run', () => {
      it('goes through its steps and keeps its result', async () => {
        expect(await start('plain', ['first', 'second'])).toEqual({ kind: 'started' });
        expect(await finished('plain')).toMatchObject({
          id: 'plain',
          process: 'trial',
          status: 'completed',
          result: { ended: 'done', values: ['first done', 'second done'] },
        });
        expect(traceOf(await engine().history('plain'))).toEqual([
          { name: 'first', finished: true, tries: [ok] },
          { name: 'second', finished: true, tries: [ok] },
        ]);
      });

      it('is started once by its id, also when it has ended', async () => {
        expect(await start('once', ['first'])).toEqual({ kind: 'started' });
        expect(await start('once', ['first', 'second'])).toEqual({ kind: 'already-started' });
        await finished('once');
        expect(await start('once', ['first', 'second'])).toEqual({ kind: 'already-started' });
        expect(await count('trial_call', 'once')).toBe(1);
      });

      it('of an unknown id is null', async () => {
        expect(await engine().describe('never-started')).toBeNull();
        expect(await engine().history('never-started')).toBeNull();
      });

      it('whose process throws has failed, and is not tried again', async () => {
        await start('thrown', ['first'], { throws: 'a bug' });
        expect(await finished('thrown')).toMatchObject({ status: 'failed', result: null });
        expect(await count('trial_call', 'thrown')).toBe(1);
      });

      it('may take a step twice: each call has its own history', async () => {
        await start('twice', ['first', 'first'], { plan: { first: [{ kind: 'fail', message: 'no' }, work] } });
        await finished('twice');
        expect(traceOf(await engine().history('twice'))).toEqual([
          { name: 'first', finished: true, tries: [failed('no'), ok] },
          { name: 'first', finished: true, tries: [ok] },
        ]);
      });
    });

    describe.concurrent('a step', () => {
      it('is tried again by its policy; its faults and times stay in the history', async () => {
        await start('flaky', ['first'], { plan: { first: [{ kind: 'fail', message: 'bad gateway' }, work] } });
        await finished('flaky');
        const history = (await engine().history('flaky')) ?? [];
        expect(traceOf(history)).toEqual([{ name: 'first', finished: true, tries: [failed('bad gateway'), ok] }]);
        const [one, two] = history[0]?.tries ?? [];
        const times = [one?.startedAt, one?.finishedAt, one?.retryAt, two?.startedAt, two?.finishedAt];
        expect(times).toEqual([...times].sort());
        expect(times.map((time) => new Date(time ?? '').toISOString())).toEqual(times);
      });

      it('gives up when its tries are spent, and the process goes on with that as a value', async () => {
        await start('dead', ['first', 'second'], { plan: { first: [{ kind: 'fail', message: 'bad gateway' }] } });
        expect((await finished('dead')).result).toEqual({
          ended: 'gave-up',
          at: 'first',
          tries: 3,
          fault: { kind: 'passing', message: 'bad gateway' },
        });
        const spent = { error: 'bad gateway', retried: false };
        expect(traceOf(await engine().history('dead'))).toEqual([
          { name: 'first', finished: true, tries: [failed('bad gateway'), failed('bad gateway'), spent] },
        ]);
      });

      it('gives up at once on a permanent failure', async () => {
        await start('gone', ['second'], { plan: eventfulPlan });
        expect((await finished('gone')).result).toMatchObject({
          tries: 1,
          fault: { kind: 'permanent', code: 'repository-gone', message: 'the repository is gone' },
        });
        expect(traceOf(await engine().history('gone'))).toEqual([
          {
            name: 'second',
            finished: true,
            tries: [{ error: 'repository-gone: the repository is gone', retried: false }],
          },
        ]);
      });

      it('spends no try on waiting for a rate limit', async () => {
        const limited: Behaviour = { kind: 'be-rate-limited', forMs: 100, message: 'slow down' };
        const fail: Behaviour = { kind: 'fail', message: 'no' };
        await start('limited', ['first'], { plan: { first: [limited, fail, limited, fail, work] } });
        expect((await finished('limited')).result).toEqual({ ended: 'done', values: ['first done'] });
        expect(traceOf(await engine().history('limited'))).toEqual([
          {
            name: 'first',
            finished: true,
            tries: [failed('slow down'), failed('no'), failed('slow down'), failed('no'), ok],
          },
        ]);
      });

      it('gives up when it is told to wait too often', async () => {
        const limited: Behaviour = { kind: 'be-rate-limited', forMs: 10, message: 'slow down' };
        await start('throttled', ['first'], { plan: { first: [limited] } });
        expect((await finished('throttled')).result).toMatchObject({ tries: 3, fault: { kind: 'rate-limited' } });
      });

      it('that gives no answer in time is told to stop before it is tried again', async () => {
        await start('slow', ['brief'], { plan: { brief: [{ kind: 'work-and-hang' }, work] } });
        expect((await finished('slow')).result).toEqual({ ended: 'done', values: ['brief done'] });
        expect(traceOf(await engine().history('slow'))).toEqual([
          { name: 'brief', finished: true, tries: [failed('no answer within 300 ms'), ok] },
        ]);
        const calls = await servers.database().query("select stopped from trial_call where run = 'slow' order by id");
        expect(calls.rows).toEqual([{ stopped: true }, { stopped: false }]);
      });

      it('that takes its time is left alone', async () => {
        await start('patient', ['first'], { plan: { first: [{ kind: 'work-slowly', forMs: 3_500 }] } });
        await finished('patient');
        expect(traceOf(await engine().history('patient'))).toEqual([{ name: 'first', finished: true, tries: [ok] }]);
      });

      it('that runs is in the history', async () => {
        await start('running', ['first', 'second'], { plan: { second: [{ kind: 'work-and-hang' }] } });
        await called('running', 'second');
        expect(await engine().describe('running')).toMatchObject({ status: 'running', finishedAt: null, result: null });
        expect(traceOf(await engine().history('running'))).toEqual([
          { name: 'first', finished: true, tries: [ok] },
          { name: 'second', finished: false, tries: [ok] },
        ]);
        await engine().cancel('running');
      });
    });

    describe.concurrent('cancelling', () => {
      it('in the middle of a step tells the step to stop and runs no later one', async () => {
        await start('cancelled', ['first', 'second', 'third'], { plan: { second: [{ kind: 'work-and-hang' }] } });
        await called('cancelled', 'second');
        await engine().cancel('cancelled');
        const description = await finished('cancelled');
        expect(description).toMatchObject({ status: 'cancelled', result: null });
        expect(description.finishedAt).not.toBeNull();
        await eventually('the step has stopped', async () => {
          const sql = "select stopped from trial_call where run = 'cancelled' and step = 'second'";
          return (await servers.database().query(sql)).rows[0]?.stopped === true;
        });
        expect(await count('trial_call', 'cancelled', 'third')).toBe(0);
        expect(traceOf(await engine().history('cancelled'))).toEqual([
          { name: 'first', finished: true, tries: [ok] },
          { name: 'second', finished: false, tries: [ok] },
        ]);
      });

      it('in a pause between two tries runs no later try', async () => {
        const limited: Behaviour = { kind: 'be-rate-limited', forMs: 3_600_000, message: 'slow down' };
        await start('cancelled-in-pause', ['first'], { plan: { first: [limited] } });
        await eventually('the pause begins', async () => {
          const [first] = (await engine().history('cancelled-in-pause')) ?? [];
          return first?.tries[0]?.retryAt;
        });
        await engine().cancel('cancelled-in-pause');
        expect(await finished('cancelled-in-pause')).toMatchObject({ status: 'cancelled' });
        expect(traceOf(await engine().history('cancelled-in-pause'))).toEqual([
          { name: 'first', finished: false, tries: [failed('slow down')] },
        ]);
      });

      it('a run that has ended, or is not known, does nothing', async () => {
        await start('ended', ['first']);
        await finished('ended');
        await engine().cancel('ended');
        await engine().cancel('never-started');
        expect(await engine().describe('ended')).toMatchObject({ status: 'completed' });
      });
    });

    describe.concurrent('a schedule', () => {
      const ofSchedule = async (run: string) => count('trial_call', run);

      it('starts runs until it is removed, and is changed by making it again', async () => {
        const schedule = (run: string) => {
          const input: JsonValue = { run, steps: ['first'], plan: {} };
          return engine().schedule({ id: 'nightly', process: 'trial', everyMs: 1_000, input });
        };
        await schedule('scheduled-before');
        await schedule('scheduled');
        await eventually('two runs', async () => (await ofSchedule('scheduled')) >= 2);
        expect(await ofSchedule('scheduled-before')).toBe(0);
        await engine().unschedule('nightly');
        await engine().unschedule('nightly');
        const runs = await ofSchedule('scheduled');
        // Longer than two intervals: one run may have been on its way.
        await new Promise((resolve) => setTimeout(resolve, 2_500));
        expect(await ofSchedule('scheduled')).toBeLessThanOrEqual(runs + 1);
      });
    });

    describe('a crash', () => {
      it('of the worker in the middle of any step loses no run and doubles no effect', async () => {
        const steps: TrialStep[] = ['first', 'second', 'third'];
        const hang: Behaviour[] = [{ kind: 'work-and-hang' }, work];
        for (const step of steps) await start(`killed-in-${step}`, steps, { plan: { [step]: hang } });
        const limited: Behaviour = { kind: 'be-rate-limited', forMs: 2_000, message: 'slow down' };
        await start('killed-in-pause', steps, { plan: { second: [limited, work] } });
        for (const step of steps) await called(`killed-in-${step}`, step);
        await eventually('the pause begins', async () => (await count('trial_call', 'killed-in-pause', 'second')) > 0);

        await worker.kill9();
        worker = await servers.startWorker();

        for (const run of [...steps.map((step) => `killed-in-${step}`), 'killed-in-pause']) {
          expect((await finished(run)).result, run).toMatchObject({ ended: 'done' });
          expect(await count('trial_effect', run), run).toBe(3);
          // The step that was interrupted was called twice, no other one was.
          expect(await count('trial_call', run), run).toBe(4);
        }
        const [interrupted] = traceOf(await engine().history('killed-in-first'));
        expect(interrupted).toEqual({ name: 'first', finished: true, tries: [...servers.lostTries, ok] });
      });

      it('of the server makes calls fail soon; runs go on when it is back', async () => {
        const limited: Behaviour = { kind: 'be-rate-limited', forMs: 1_000, message: 'slow down' };
        await start('outage-in-pause', ['first', 'second'], { plan: { first: [limited, work] } });
        await start('outage-in-step', ['brief', 'second'], { plan: { brief: [{ kind: 'work-and-hang' }, work] } });
        await called('outage-in-step', 'brief');

        await servers.killServer();
        await expect(start('during-outage', ['first'])).rejects.toThrow();
        await servers.restartServer();

        await eventually('the engine answers', async () => {
          const started = await start('during-outage', ['first']).catch(() => null);
          return started !== null;
        });
        for (const run of ['outage-in-pause', 'outage-in-step', 'during-outage']) {
          expect((await finished(run)).result, run).toMatchObject({ ended: 'done' });
        }
      });

      it('is not what a worker has that closes: the next one goes on', async () => {
        const limited: Behaviour = { kind: 'be-rate-limited', forMs: 2_000, message: 'slow down' };
        await start('closed-in-pause', ['first', 'second'], { plan: { first: [limited, work] } });
        await start('closed-in-step', ['first', 'second'], { plan: { first: [{ kind: 'work-and-hang' }, work] } });
        await eventually('the pause begins', async () => (await count('trial_call', 'closed-in-pause', 'first')) > 0);
        await called('closed-in-step', 'first');
        await worker.stop();
        worker = await servers.startWorker();
        for (const run of ['closed-in-pause', 'closed-in-step']) {
          expect((await finished(run)).result, run).toMatchObject({ ended: 'done' });
          expect(await count('trial_effect', run), run).toBe(2);
          expect(await count('trial_call', run), run).toBe(3);
        }
        const [stopped] = (
          await servers.database().query("select stopped from trial_call where run = 'closed-in-step' order by id")
        ).rows;
        expect(stopped).toEqual({ stopped: true });
      });
    });
  });
}
