import { expect, test } from 'vitest';
import { onEachEngine } from '../support/engines.ts';
import { openEventStream } from '../support/event-stream.ts';
import { eventually } from '../support/eventually.ts';
import {
  attemptDone,
  commitVersionOf,
  connectRepository,
  inboxDone,
  push,
  quiet,
  repositoryName,
  versionsOf,
} from '../support/skill-repository.ts';

const main = 'refs/heads/main';

type Event = { kind: string; code: string | null; fix: string | null; summary: string; attempt_id: string | null };
type Explanation = { answer: string; events: Event[] };
type Delivery = { id: string; guid: string; status: string; decisions: { verdict: string; attempt_id: string }[] };

onEachEngine('looking into the service', ({ system, engine }) => {
  const call = async <T>(method: string, path: string): Promise<T> => {
    const response = await system().api.request(method, `/api/v1/github${path}`);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const explain = (query: Record<string, string>) => call<Explanation>('GET', `/explain?${new URLSearchParams(query)}`);
  const stream = (path: string, lastEventId?: string) =>
    openEventStream(
      `${system().url}/api/v1/github${path}`,
      system().environment.WAYBILL_FIRST_API_KEY ?? '',
      lastEventId,
    );
  const control = () => system().github.control;

  test('a push is explained from its delivery to the write-back, and its delivery processed again changes nothing', async () => {
    const repository = await connectRepository(system(), { name: 'explained' });
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    const attempt = await attemptDone(system(), repository, { ref: main, commit: sha });
    const { answer, events } = await explain({ repo: 'ACME/explained', sha: sha.slice(0, 7) });
    expect(answer).toBe(
      `Published ${commitVersionOf(sha)} of explained from ${main} at ${sha.slice(0, 7)} of acme/explained.`,
    );
    const kinds = events.map(({ kind }) => kind);
    expect([...new Set(kinds)]).toEqual(
      expect.arrayContaining(['delivery_received', 'decision', 'attempt_created', 'step', 'outcome', 'write_back']),
    );
    expect(kinds[0]).toBe('delivery_received');
    expect(kinds.indexOf('decision')).toBeLessThan(kinds.indexOf('outcome'));
    expect(events.filter(({ kind }) => kind === 'step').map(({ attempt_id }) => attempt_id)).toContain(attempt.id);

    const detail = await call<Record<string, unknown>>('GET', `/attempts/${attempt.id}`);
    expect(detail).toMatchObject({
      ...{ repo_full_name: 'acme/explained', fix: null, annotations: [], decisions: [{ verdict: 'publish' }] },
      package: { files: [{ path: 'SKILL.md' }, { path: 'a.md', size: 3 }] },
    });

    const { deliveries } = await call<{ deliveries: Delivery[] }>(
      'GET',
      '/deliveries?repo=acme/explained&event=push&limit=1',
    );
    const [delivery] = deliveries;
    if (!delivery) throw new Error('no delivery is listed');
    const shown = await call<Delivery & { payload: { after: string } }>('GET', `/deliveries/${delivery.id}`);
    expect(shown).toMatchObject({ status: 'processed', payload: { after: sha }, commit: sha });
    expect(shown.decisions).toMatchObject([{ verdict: 'publish', attempt_id: attempt.id }]);
    expect(await call<Delivery>('POST', `/deliveries/${delivery.id}/process`)).toMatchObject({ guid: delivery.guid });
    await inboxDone(system());
    const again = await call<Delivery>('GET', `/deliveries/${delivery.id}`);
    expect(again.decisions.map(({ verdict }) => verdict)).toEqual(['publish', 'joined']);
    expect(await quiet(system(), repository)).toHaveLength(1);
    expect((await explain({ delivery: delivery.guid })).answer).toBe(answer);
  });

  test('a push that was skipped is explained with its fix, and so is one that never came', async () => {
    const repository = await connectRepository(system(), { name: 'unexplained' });
    const sha = await push(system(), repository, { 'b.md': 'B.\n' }, { branch: 'dev' });
    await inboxDone(system());
    const { answer, events } = await explain({ repo: 'acme/unexplained', sha });
    expect(answer).toBe(
      'Nothing was published: The branch dev is not the branch that this connection publishes. Push to main, or sync this branch by hand.',
    );
    expect(events.find(({ kind }) => kind === 'decision')).toMatchObject({
      ...{ code: 'branch_not_default', fix: 'Push to main, or sync this branch by hand.' },
    });
    await control().dropWebhooks({ event: 'push' });
    const lost = await push(system(), repository, { 'c.md': 'C.\n' });
    await control().settled();
    const unknown = await explain({ repo: 'acme/unexplained', sha: lost });
    expect(unknown.answer).toMatch(new RegExp(`^No push or tag of commit ${lost} ever arrived from acme/unexplained`));
    expect(unknown.events.map(({ code }) => code)).not.toContain('publish');
  });

  test('an attempt that is cancelled in the middle of a step publishes nothing, and its check-run is concluded', async () => {
    const repository = await connectRepository(system(), { name: 'cancelled' });
    await control().addFault({ match: { kind: 'git' }, respond: { held: true } });
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    const running = await eventually('packSource under way', async () => {
      const [attempt] = await system().api.attempts({ connection_id: repository.connectionId, commit: sha });
      const steps = attempt ? (await system().api.attempt(attempt.id)).steps : [];
      return steps.at(-1)?.name === 'packSource' && steps.at(-1)?.finished_at === null && attempt;
    });
    for (const _ of ['once', 'and again']) {
      expect(await call('POST', `/attempts/${running.id}/cancel`)).toMatchObject({
        status: 'skipped',
        reason: 'cancelled',
      });
    }
    await control().clearFaults();
    const ended = await attemptDone(system(), repository, { ref: main, commit: sha });
    expect(ended).toMatchObject({ status: 'skipped', reason: 'cancelled', write_back_status: 'success' });
    const checkRuns = await control().listCheckRuns({ ...repositoryName(repository), sha });
    expect(checkRuns).toMatchObject([{ status: 'completed', conclusion: 'cancelled' }]);
    const statuses = await control().listStatuses({ ...repositoryName(repository), sha });
    expect(statuses.map(({ state }) => state)).toEqual(['pending', 'error']);
    const { answer } = await explain({ repo: 'acme/cancelled', sha });
    expect(answer).toContain('was cancelled before it ended. Sync the connection');

    const rerun = await call<{ id: string; trigger: string }>('POST', `/attempts/${running.id}/rerun`);
    expect(rerun.trigger).toBe('re-run');
    await attemptDone(system(), repository, { ref: main, commit: sha, run: 2 });
    expect(await versionsOf(system(), repository)).toEqual([`*${commitVersionOf(sha)}`]);
    const refused = await system().api.request('POST', `/api/v1/github/attempts/${rerun.id}/cancel`);
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([409, 'attempt_finished']);
  });

  test('a stream tells a publish from created to settled, and goes on after the server was restarted', async () => {
    const repository = await connectRepository(system(), { name: 'followed' });
    const all = await stream('/attempts/events');
    expect([all.status, all.contentType]).toEqual([200, 'text/event-stream']);
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    const created = await all.until(({ data }) => data.commit === sha);
    expect(created).toMatchObject({ event: 'attempt', data: { status: 'pending', version: null } });
    const one = await stream(`/attempts/${created.data.id}/events`);
    const settled = await all.until(({ data }) => data.commit === sha && data.write_back_status === 'success');
    expect(settled.data).toMatchObject({ status: 'published', version: commitVersionOf(sha) });
    expect(Number(settled.data.revision)).toBeGreaterThan(Number(created.data.revision));
    const whole = await one.until(({ data }) => data.write_back_status === 'success');
    expect((whole.data.steps as { name: string }[]).map(({ name }) => name)).toContain('writeBack');
    await one.until(({ event }) => event === 'end');
    await one.ended();

    await system().server.stop();
    await all.ended();
    await system().server.start();
    const resumed = await stream('/attempts/events', created.id ?? '');
    const seen = await resumed.until(({ data }) => data.id === created.data.id && data.write_back_status === 'success');
    expect(seen.data.revision).toBe(settled.data.revision);
    const next = await push(system(), repository, { 'a.md': 'B.\n' });
    expect((await resumed.until(({ data }) => data.commit === next)).data.status).toBe('pending');
    resumed.close();
    await attemptDone(system(), repository, { ref: main, commit: next });
  });

  test('metrics count what ended, by outcome, and the tries of its steps', async () => {
    const text = () => fetch(`${system().url}/metrics`).then((response) => response.text());
    await eventually('filed attempts', async () => /waybill_attempts_total\{.*status="published"/.test(await text()));
    const told = await text();
    expect(told).toMatch(/waybill_write_backs_total\{status="success"\} [1-9]/);
    expect(told).toMatch(/waybill_step_tries_total\{step="packSource",result="done"\} [1-9]/);
    expect(told).toMatch(/waybill_deliveries\{state="failed"\} 0/);
    expect(told).toMatch(/waybill_attempts\{state="waiting"\} 0/);
    expect(engine).toMatch(/embedded|temporal/);
  });
});
