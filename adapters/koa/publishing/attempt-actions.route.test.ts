import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type HttpService, startHttpService } from '../../../test/support/http-service.ts';
import {
  sampleAttempt,
  sampleConnection,
  sampleId,
  sampleInstallation,
  sampleSha,
} from '../../../test/support/sample-rows.ts';

const path = `/api/v1/github/attempts/${sampleId(50)}`;
let service: HttpService;

beforeEach(async () => {
  service = await startHttpService();
  service.world.connections = [sampleConnection()];
  service.world.installations = [sampleInstallation()];
  service.world.attempts = [sampleAttempt()];
});

afterEach(() => service.close());

describe('cancelling', () => {
  test('ends a pending attempt, wakes the dispatcher once, and may be repeated', async () => {
    for (const _ of ['once', 'again']) {
      const answer = await service.send('POST', `${path}/cancel`);
      expect([answer.status, answer.json()]).toMatchObject([200, { status: 'skipped', reason: 'cancelled' }]);
    }
    expect(service.world.wakes).toBe(1);
  });

  test('an attempt that has ended stays as it is', async () => {
    service.world.attempts = [sampleAttempt({ status: 'published', version: '1.2.0' })];
    const answer = await service.send('POST', `${path}/cancel`);
    expect([answer.status, answer.json().code]).toEqual([409, 'attempt_finished']);
    expect(answer.json().detail).toContain('has ended as published');
  });

  test.each(['cancel', 'rerun'])('%s is for admins, and for the own attempts', async (action) => {
    const viewer = service.addKey('viewer', { role: 'member' });
    const stranger = service.addKey('stranger', { organizationId: sampleId(999) });
    const codes = [];
    for (const key of [viewer, stranger]) {
      const answer = await service.send('POST', `${path}/${action}`, { key });
      codes.push([answer.status, answer.json().code]);
    }
    expect(codes).toEqual([
      [403, 'role_too_low'],
      [404, 'attempt_not_found'],
    ]);
  });
});

describe('running again', () => {
  test('makes a new attempt of the same ref and commit, and says where it is', async () => {
    service.world.attempts = [sampleAttempt({ status: 'failed', reason: 'rate_limited' })];
    const answer = await service.send('POST', `${path}/rerun`);
    const { id } = answer.json();
    expect(answer.status).toBe(202);
    expect(answer.json()).toMatchObject({ trigger: 're-run', ref: 'refs/heads/main', commit: sampleSha('a') });
    expect(id).not.toBe(sampleId(50));
    expect(answer.headers.get('Location')).toBe(`${service.url}/api/v1/github/attempts/${id}`);
    expect(service.world.wakes).toBe(1);
  });

  test('one that is not to be made is an attempt that says why', async () => {
    service.world.installations = [sampleInstallation({ suspended: true })];
    const answer = await service.send('POST', `${path}/rerun`);
    expect([answer.status, answer.json().reason]).toEqual([202, 'installation_suspended']);
  });

  test('needs the connection', async () => {
    service.world.connections = [];
    const answer = await service.send('POST', `${path}/rerun`);
    expect([answer.status, answer.json().code]).toEqual([404, 'connection_not_found']);
  });
});

describe('explaining', () => {
  const explain = (query: string) => service.send('GET', `/api/v1/github/explain?${query}`);

  test('answers with a timeline', async () => {
    service.operations.explained = {
      attempts: [
        { attempt: sampleAttempt({ status: 'failed', reason: 'tag_moved' }), outcome: null, writeBackAt: null },
      ],
    };
    const answer = await explain('repo=acme/skills&sha=AAAAAAA');
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({
      subject: { repo: 'acme/skills', sha: 'AAAAAAA', ref: null, delivery: null },
      events: [{ kind: 'attempt_created', attempt_id: sampleId(50), delivery_id: null }],
      truncated: false,
    });
    expect(answer.json().answer).toContain('tag_moved');
  });

  test.each([
    '',
    'ref=main',
    'repo=acme/skills&sha=aaaaaaa&ref=main',
    'repo=acme/skills&sha=aaaaaa',
    'repo=acme/skills&sha=xxxxxxx',
    'repo=acme&sha=aaaaaaa',
    'delivery=a%00b',
  ])('%s is no question', async (query) => {
    const answer = await explain(query);
    expect([answer.status, answer.json().code]).toEqual([422, 'invalid_request']);
  });

  test('a delivery needs no repository', async () => {
    const answer = await explain('delivery=b6b7f7a0-0000-11ef-8000-000000000001');
    expect(answer.json().answer).toMatch(/^Nothing is known of delivery b6b7f7a0/);
  });
});
