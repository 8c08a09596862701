import { afterEach, beforeEach, expect, test } from 'vitest';
import { decision, delivery } from '../../../domain/publishing/testing/sample-facts.ts';
import { type HttpService, startHttpService } from '../../../test/support/http-service.ts';
import { sampleId } from '../../../test/support/sample-rows.ts';

const deliveries = '/api/v1/github/deliveries';
const { id } = delivery();
let service: HttpService;

beforeEach(async () => {
  service = await startHttpService();
  const skip = decision({ verdict: 'skip', reason: 'auto_publish_off', attemptId: null });
  service.operations.deliveries = [
    {
      delivery: delivery(),
      headers: { 'user-agent': 'GitHub-Hookshot/1' },
      body: new TextEncoder().encode('{"zen":"Keep it."}'),
      decisions: [{ ...skip, repository: 'acme/skills' }],
      organizationId: sampleId(1),
    },
  ];
});

afterEach(() => service.close());

test('deliveries are listed with what is known of them', async () => {
  const answer = await service.send('GET', `${deliveries}?event=push&status=processed&repo=acme/skills&limit=1`);
  expect(answer.json()).toMatchObject({
    deliveries: [{ id, event: 'push', repo_full_name: 'acme/skills', installation_id: 77, tries: 1 }],
    next_cursor: null,
  });
  expect((await service.send('GET', `${deliveries}?status=failed`)).json().deliveries).toEqual([]);
  expect((await service.send('GET', `${deliveries}?status=odd`)).status).toBe(422);
});

test('one is shown with its payload, and with the sentence and the fix of each skip', async () => {
  const answer = await service.send('GET', `${deliveries}/${id}`);
  expect(answer.json()).toMatchObject({
    headers: { 'user-agent': 'GitHub-Hookshot/1' },
    payload: { zen: 'Keep it.' },
    payload_note: null,
    decisions: [
      {
        ...{ verdict: 'skip', reason: 'auto_publish_off', repo_full_name: 'acme/skills', attempt_id: null },
        sentence: 'Automatic publishing is off for this connection to acme/skills.',
        fix: 'Turn on automatic publishing for the connection, or sync it by hand.',
      },
    ],
  });
});

test('payloads are for admins', async () => {
  const key = service.addKey('viewer', { role: 'viewer' });
  const shown = (await service.send('GET', `${deliveries}/${id}`, { key })).json();
  expect(shown.payload).toBeNull();
  expect(shown.payload_note).toContain('role admin');
  expect(shown.decisions).toHaveLength(1);
});

test('a body that was dropped is told as such, and cannot be processed again', async () => {
  const [known] = service.operations.deliveries;
  Object.assign(known ?? {}, { body: null });
  expect((await service.send('GET', `${deliveries}/${id}`)).json()).toMatchObject({ payload: null });
  const answer = await service.send('POST', `${deliveries}/${id}/process`);
  expect([answer.status, answer.json().code]).toEqual([409, 'body_gone']);
});

test('one is processed again for admins only, and wakes the dispatcher', async () => {
  const answer = await service.send('POST', `${deliveries}/${id}/process`);
  expect([answer.status, answer.json().status]).toEqual([202, 'pending']);
  expect([service.operations.reopened, service.world.wakes]).toEqual([[id], 1]);
  const key = service.addKey('member', { role: 'member' });
  expect((await service.send('POST', `${deliveries}/${id}/process`, { key })).json().code).toBe('role_too_low');
});

test("deliveries of nobody's installation are for the admins of a service of one organization", async () => {
  const [known] = service.operations.deliveries;
  Object.assign(known ?? {}, { organizationId: null });
  const seen = async (on: HttpService, key?: string) =>
    (await on.send('GET', deliveries, key ? { key } : {})).json().deliveries.length;
  expect(await seen(service)).toBe(1);
  expect(await seen(service, service.addKey('viewer', { role: 'viewer' }))).toBe(0);
  const multi = await startHttpService({ tenancy: 'multi' });
  multi.operations.deliveries = service.operations.deliveries;
  expect(await seen(multi)).toBe(0);
  await multi.close();
});

test("another organization's delivery is not found", async () => {
  const key = service.addKey('stranger', { organizationId: sampleId(999) });
  for (const [method, path] of [
    ['GET', `${deliveries}/${id}`],
    ['POST', `${deliveries}/${id}/process`],
  ] as const) {
    const answer = await service.send(method, path, { key });
    expect([answer.status, answer.json().code]).toEqual([404, 'delivery_not_found']);
  }
});
