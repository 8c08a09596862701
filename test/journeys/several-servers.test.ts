import { afterAll, beforeAll, expect, test } from 'vitest';
import { onEmbeddedEngine, onTemporalEngine } from '../support/engines.ts';
import { eventually } from '../support/eventually.ts';
import type { ServiceProcess } from '../support/service-process.ts';
import { sendDelivery } from '../support/signed-delivery.ts';
import {
  attemptDone,
  commitVersionOf,
  connectRepository,
  push,
  quiet,
  repositoryName,
  type SkillRepository,
  tag,
  versionsOf,
} from '../support/skill-repository.ts';
import { furtherServer } from '../support/waybill-system.ts';

type Lost = { event: string; guid: string; body: string };

onTemporalEngine('several servers on one database', ({ system }) => {
  let second: { url: string; server: ServiceProcess };
  beforeAll(async () => {
    second = await furtherServer(system());
    await second.server.start();
  });
  afterAll(() => second.server.stop());

  const control = () => system().github.control;
  /** Does what makes GitHub send so many events of the kinds, and gives them instead of delivering them. */
  const eventsOf = async (kinds: Record<string, number>, act: () => Promise<unknown>): Promise<Lost[]> => {
    const before = (await control().listDeliveries()).length;
    for (const [event, times] of Object.entries(kinds)) await control().dropWebhooks({ event, times });
    await act();
    await control().settled();
    const sent = (await control().listDeliveries()).slice(before).filter(({ event }) => event in kinds);
    expect(sent.map((it) => it.statusCode)).toEqual(sent.map(() => 502));
    return sent.map(({ event, guid, request }) => ({ event, guid, body: JSON.stringify(request.payload) }));
  };
  const deliver = async (url: string, delivery: Lost) => {
    const { status } = await sendDelivery(url, system().webhookSecret, delivery);
    expect(status).toBe(202);
  };
  const processed = (deliveries: Lost[]) =>
    eventually('the deliveries are processed', async () => {
      const guids = deliveries.map((it) => it.guid);
      const rows = await system().rows<{ status: string }>(
        'select status from webhook_deliveries where guid = any($1)',
        [guids],
      );
      return rows.length === guids.length && rows.every((row) => row.status === 'processed');
    });

  test('the same delivery to both at once makes one attempt and one version', async () => {
    const repository = await connectRepository(system(), { name: 'twice-at-once' });
    const shas: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      const [delivery, ...others] = await eventsOf({ push: 1 }, async () => {
        shas.push(await push(system(), repository, { 'a.md': `${round}\n` }));
      });
      if (!delivery) throw new Error('no event was sent');
      expect(others).toEqual([]);
      await Promise.all([system().url, second.url, system().url, second.url].map((url) => deliver(url, delivery)));
      await processed([delivery]);
      await attemptDone(system(), repository, { ref: 'refs/heads/main', commit: shas.at(-1) ?? '' });
      await Promise.all([system().url, second.url].map((url) => deliver(url, delivery)));
    }
    const attempts = await quiet(system(), repository);
    expect(attempts.map((it) => it.commit)).toEqual(shas.toReversed());
    const versions = shas.toReversed().map(commitVersionOf);
    expect(await versionsOf(system(), repository)).toEqual([`*${versions[0]}`, ...versions.slice(1)]);
    const decisions = await system().rows('select 1 from github_decisions where connection_id = $1', [
      repository.connectionId,
    ]);
    expect(decisions).toHaveLength(shas.length);
    await expectOneCheckRunEach(repository, shas);
  });

  test('push and create of a tag, each to another server or to both, make one attempt and one version', async () => {
    const repository = await connectRepository(system(), { name: 'interleaved' });
    const tags = Array.from({ length: 6 }, (_, index) => `v1.${index}.0`);
    const events: Lost[] = [];
    const shas: string[] = [];
    for (const [index, name] of tags.entries()) {
      const sha = await push(system(), repository, { 'a.md': `${index}\n` });
      shas.push(sha);
      await attemptDone(system(), repository, { ref: 'refs/heads/main', commit: sha });
      events.push(
        ...(await eventsOf({ push: 1, create: 1 }, () =>
          tag(system(), repository, name, { annotated: index % 2 === 0, target: sha }),
        )),
      );
    }
    expect(events).toHaveLength(2 * tags.length);
    const [first, other] = [system().url, second.url];
    // All at once: push here and create there, then the other way round, then both to both.
    const sendings = events.flatMap((event, index) => {
      const way = Math.floor(index / 2) % 3;
      if (way === 2) return [deliver(first, event), deliver(other, event)];
      return [deliver((event.event === 'push') === (way === 0) ? first : other, event)];
    });
    await Promise.all(sendings);
    await processed(events);
    await quiet(system(), repository);
    for (const [index, name] of tags.entries()) {
      const where = { connection_id: repository.connectionId, ref: `refs/tags/${name}` };
      const attempts = await system().api.attempts(where);
      expect(attempts.map((it) => [it.status, it.version, it.commit, it.run])).toEqual([
        ['published', name.slice(1), shas[index], 1],
      ]);
    }
    const releases = (await versionsOf(system(), repository)).filter((it) => !it.includes('github'));
    expect(releases.sort()).toEqual(['*1.5.0', '1.0.0', '1.1.0', '1.2.0', '1.3.0', '1.4.0']);
  });

  test('when one server is killed the other goes on with its deliveries and attempts', async () => {
    const repository = await connectRepository(system(), { name: 'survived' });
    const deliveries: Lost[] = [];
    const tags = Array.from({ length: 6 }, (_, index) => `v2.${index}.0`);
    for (const name of tags) {
      deliveries.push(...(await eventsOf({ push: 1, create: 1 }, () => tag(system(), repository, name))));
    }
    await Promise.all(deliveries.map((delivery) => deliver(second.url, delivery)));
    await second.server.kill9();
    await processed(deliveries);
    for (const name of tags) await attemptDone(system(), repository, { ref: `refs/tags/${name}` });
    expect(await quiet(system(), repository)).toHaveLength(tags.length);
    await second.server.start();
  });

  const expectOneCheckRunEach = async (repository: SkillRepository, shas: string[]) => {
    for (const sha of shas) {
      expect(await control().listCheckRuns({ ...repositoryName(repository), sha })).toHaveLength(1);
      const statuses = await control().listStatuses({ ...repositoryName(repository), sha });
      expect(statuses.map((it) => it.state)).toEqual(['pending', 'success']);
    }
  };
});

onEmbeddedEngine('a second server on one database', ({ system }) => {
  test('refuses to start with one line that says what to do, and the first goes on', async () => {
    const { server } = await furtherServer(system());
    // It may take webhooks for a moment, until it finds the engine's lock taken.
    await server.start().catch(() => {});
    expect(await server.ended()).toBe(1);
    const lines = server.output().trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^Another server with the embedded engine already works on the database 127\.0\.0\.1:\d+\//,
    );
    expect(lines[0]).toContain('Stop that one, or set TEMPORAL_ADDRESS to run several.');
    expect(lines[0]).not.toContain('waybill-test');
    const repository = await connectRepository(system(), { name: 'first-server' });
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    expect(await attemptDone(system(), repository, { ref: 'refs/heads/main', commit: sha })).toMatchObject({
      ...{ status: 'published', run: 1 },
    });
  });
});
