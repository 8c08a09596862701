import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openEventStream } from '../../../test/support/event-stream.ts';
import { adminKey, type HttpService, startHttpService } from '../../../test/support/http-service.ts';
import { hashOf } from '../../../test/support/in-memory-ports.ts';
import { sampleMembership } from '../../../test/support/in-memory-sessions.ts';
import { sampleAttempt, sampleConnection, sampleId } from '../../../test/support/sample-rows.ts';

const attempts = '/api/v1/github/attempts';
let service: HttpService;
let closing: AbortController;
let time: number;

beforeEach(async () => {
  closing = new AbortController();
  time = Date.parse('2026-11-21T08:00:00Z');
  service = await startHttpService({ closing: closing.signal, now: () => new Date(time) });
  service.world.connections = [sampleConnection()];
  service.world.attempts = [sampleAttempt({ writeBackStatus: 'pending' })];
});

afterEach(() => service.close());

const open = (path: string, lastEventId?: string, key: string | Record<string, string> = adminKey) =>
  openEventStream(`${service.url}${attempts}${path}`, key, lastEventId);
const watched = () => expect.poll(() => service.operations.watching).toBeGreaterThan(0);
const touch = (over: Parameters<typeof sampleAttempt>[0] = {}) => {
  const [attempt] = service.world.attempts;
  Object.assign(attempt ?? {}, over);
  service.operations.touch(sampleId(50));
};

test('changes come as they happen, each with its id, and go on after the last one that was seen', async () => {
  const stream = await open('/events');
  expect([stream.status, stream.contentType]).toEqual([200, 'text/event-stream']);
  await watched();
  touch({ message: 'one' });
  expect(await stream.next()).toMatchObject({ id: '1-0', event: 'attempt', data: { message: 'one', revision: 1 } });
  stream.close();
  touch({ message: 'two' });
  const resumed = await open('/events', '1-0');
  expect(await resumed.next()).toMatchObject({ id: '2-0', data: { message: 'two', revision: 2 } });
  resumed.close();
  await expect.poll(() => service.operations.watching).toBe(0);
});

test('an attempt that joined another one is told to be in lists no more', async () => {
  const stream = await open('/events');
  await watched();
  service.operations.joined.set(sampleId(50), sampleId(51));
  touch({ status: 'skipped', reason: 'already_published' });
  const data = { id: sampleId(50), joined_to: sampleId(51) };
  expect(await stream.next()).toEqual({ id: '1-0', event: 'joined', data });
  stream.close();
});

test('who was away too long is told to read the list anew', async () => {
  touch();
  const stream = await open('/events', '77-0');
  expect(await stream.next()).toEqual({ id: '1-0', event: 'reset', data: {} });
  touch({ message: 'after' });
  expect(await stream.next()).toMatchObject({ event: 'attempt', data: { message: 'after' } });
  stream.close();
});

test('an attempt is told with its steps until it is settled; then the stream ends', async () => {
  const stream = await open(`/${sampleId(50)}/events`);
  expect((await stream.next()).data).toMatchObject({ id: sampleId(50), status: 'pending', steps: [] });
  const startedAt = '2026-11-21T08:00:00.000Z';
  const tries = [{ number: 1, startedAt, finishedAt: null, error: null, retryAt: null }];
  service.world.engineHistory = () => [{ name: 'packSource', startedAt, finishedAt: null, tries }];
  expect((await stream.next()).data).toMatchObject({ steps: [{ name: 'packSource' }] });
  touch({ status: 'published', version: '1.2.0', writeBackStatus: 'pending' });
  expect((await stream.next()).data).toMatchObject({ status: 'published' });
  touch({ writeBackStatus: 'success' });
  expect((await stream.next()).data).toMatchObject({ write_back_status: 'success' });
  expect(await stream.next()).toMatchObject({ event: 'end' });
  await stream.ended();
});

test('that a failed try is followed by a pause is told as soon as the engine knows it', async () => {
  const startedAt = '2026-11-21T08:00:00.000Z';
  const retryAt = '2026-11-21T08:10:00.000Z';
  const failed = { number: 1, startedAt, finishedAt: startedAt, error: 'GitHub asks for a pause.' };
  const step = { name: 'pushVersion', startedAt };
  service.world.engineHistory = () => [{ ...step, finishedAt: startedAt, tries: [{ ...failed, retryAt: null }] }];
  const stream = await open(`/${sampleId(50)}/events`);
  expect((await stream.next()).data).toMatchObject({
    steps: [{ finished_at: startedAt, tries: [{ retry_at: null }] }],
  });
  service.world.engineHistory = () => [{ ...step, finishedAt: null, tries: [{ ...failed, retryAt }] }];
  expect((await stream.next()).data).toMatchObject({ steps: [{ finished_at: null, tries: [{ retry_at: retryAt }] }] });
  stream.close();
});

test('a client that comes again and missed nothing is told the end only', async () => {
  touch({ status: 'published', writeBackStatus: 'success' });
  const first = await open(`/${sampleId(50)}/events`);
  const { id } = await first.next();
  const again = await open(`/${sampleId(50)}/events`, id ?? '');
  expect((await again.next()).event).toBe('end');
});

test('the stream ends when the server goes down', async () => {
  const stream = await open('/events');
  await watched();
  closing.abort();
  await stream.ended();
});

test('the stream ends soon after its key was revoked, however much happens meanwhile', async () => {
  const key = service.addKey('revoked', {});
  const stream = await open('/events', undefined, key);
  await watched();
  touch({ message: 'one' });
  await stream.next();
  service.world.callers.delete(hashOf(key));
  time += 30_000;
  touch({ message: 'two' });
  await stream.ended();
});

test('the stream of a session ends soon after the session, which it does not renew', async () => {
  const { read } = service.addSession('ada', { memberships: [sampleMembership({ role: 'viewer' })] });
  const stream = await open('/events', undefined, read);
  expect(stream.status).toBe(200);
  await watched();
  const [session] = service.signIns.sessions.values();
  Object.assign(session ?? {}, { rotationDue: true });
  time += 30_000;
  touch({ message: 'one' });
  await stream.next();
  expect(service.signIns.sessions.size).toBe(1);
  service.signIns.sessions.clear();
  time += 30_000;
  touch({ message: 'two' });
  await stream.ended();
  expect(service.logLines.filter(({ level }) => Number(level) > 30)).toEqual([]);
});

test('one key holds twenty streams open, and gets another one back', async () => {
  const streams = await Promise.all(Array.from({ length: 20 }, () => open('/events')));
  const refused = await service.send('GET', `${attempts}/events`);
  expect([refused.status, refused.json().code]).toEqual([429, 'too_many_streams']);
  const other = await open('/events', undefined, service.addKey('other', { keyId: sampleId(4) }));
  expect(other.status).toBe(200);
  for (const stream of [...streams, other]) stream.close();
  await expect.poll(() => service.operations.watching).toBe(0);
  const stream = await open('/events');
  expect(stream.status).toBe(200);
  stream.close();
});

test.each(['/events', `/${sampleId(50)}/events`])('clients that leave before %s begins hold no place', async (path) => {
  const held = Promise.withResolvers<void>();
  const { callerOf } = service.deps.access;
  let asked = 0;
  service.deps.access.callerOf = async (hash) => {
    asked += 1;
    await held.promise;
    return callerOf(hash);
  };
  const gone = new AbortController();
  const headers = { Authorization: `Bearer ${adminKey}` };
  const leaving = Array.from({ length: 20 }, () =>
    fetch(`${service.url}${attempts}${path}`, { headers, signal: gone.signal }).catch(() => 'left'),
  );
  await expect.poll(() => asked).toBe(20);
  gone.abort();
  await Promise.all(leaving);
  const left = () => service.logLines.filter((line) => line.answered === false);
  await expect.poll(() => left().length).toBe(20);
  held.resolve();
  await vi.waitFor(async () => {
    const stream = await open(path);
    stream.close();
    expect(stream.status).toBe(200);
  });
});

test("another organization's attempt is not found, and nobody hears of it", async () => {
  const key = service.addKey('stranger', { organizationId: sampleId(999) });
  expect((await service.send('GET', `${attempts}/${sampleId(50)}/events`, { key })).json().code).toBe(
    'attempt_not_found',
  );
  const stream = await open('/events', undefined, key);
  await watched();
  touch({ message: 'secret' });
  service.world.attempts.push(sampleAttempt({ id: sampleId(51), organizationId: sampleId(999) }));
  service.operations.touch(sampleId(51));
  expect((await stream.next()).data.id).toBe(sampleId(51));
  stream.close();
});
