import { expect, test } from 'vitest';
import { onEachEngine } from '../support/engines.ts';
import { eventually } from '../support/eventually.ts';
import {
  attemptDone,
  commitVersionOf,
  connectRepository,
  push,
  quiet,
  versionsOf,
} from '../support/skill-repository.ts';

const main = 'refs/heads/main';

onEachEngine('stopping', ({ system }) => {
  const control = () => system().github.control;

  test('a server that stops answers who waits with where to look, and the attempt goes on after the restart', async () => {
    const repository = await connectRepository(system(), { name: 'stopped' });
    const { id } = await control().addFault({ match: { kind: 'git' }, respond: { held: true } });
    const path = `/api/v1/github/connections/${repository.connectionId}/sync`;
    const waiting = system().api.request('POST', path);
    await eventually('a fetch under way', async () =>
      (await control().listFaults()).some((it) => it.id === id && it.struck > 0),
    );
    expect(await system().server.stop()).toBe(0);
    const answer = await waiting;
    const pending = (await answer.json()) as { attempt_id: string; status: string; version: null };
    expect([answer.status, pending.status, pending.version]).toEqual([202, 'pending', null]);
    expect(answer.headers.get('Location')).toBe(`${system().url}/api/v1/github/attempts/${pending.attempt_id}`);
    await control().clearFaults();
    await system().server.start();
    const attempt = await attemptDone(system(), repository, { ref: main });
    expect(attempt).toMatchObject({ id: pending.attempt_id, status: 'published', write_back_status: 'success' });
    expect(await quiet(system(), repository)).toHaveLength(1);
  });

  test('what comes while the server is away is published when GitHub is asked to deliver it again', async () => {
    const repository = await connectRepository(system(), { name: 'away' });
    await system().server.stop();
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    await control().settled();
    const [delivery] = (await control().listDeliveries({ event: 'push' })).slice(-1);
    expect(delivery?.statusCode).toBe(502);
    await system().server.start();
    await control().redeliver({ deliveryId: delivery?.id ?? 0 });
    await attemptDone(system(), repository, { ref: main, commit: sha });
    expect(await versionsOf(system(), repository)).toEqual([`*${commitVersionOf(sha)}`]);
  });
});
