import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AttemptId, ConnectionId, DeliveryId, MemberId } from '../../../domain/shared/ids.ts';
import type { AttemptWaiter } from '../../../ports/publishing/attempt-waiter.ts';
import type { StepHistory } from '../../../ports/workflow-engine.ts';
import { adminKey, type HttpService, startHttpService } from '../../../test/support/http-service.ts';
import { sampleMembership } from '../../../test/support/in-memory-sessions.ts';
import {
  sampleAttempt,
  sampleConnection,
  sampleId,
  sampleInstallation,
  sampleSha,
} from '../../../test/support/sample-rows.ts';

const publishedAt = '2026-11-21T08:00:01.000Z';
const version = { version: '0.0.0-github.aaaaaaa', commit: sampleSha('a'), publishedAt };
const sync = `/api/v1/github/connections/${sampleId(30)}/sync`;

let service: HttpService;
let closing: AbortController;

beforeEach(async () => {
  closing = new AbortController();
  service = await startHttpService({ closing: closing.signal });
  service.world.connections = [sampleConnection()];
  service.world.installations = [sampleInstallation()];
});

afterEach(() => service.close());

/** An attempt as lists show it. */
const listed = {
  id: sampleId(50),
  connection_id: sampleId(30),
  ...{ entry_id: sampleId(10), entry_name: 'lint-rules', repo_full_name: 'acme/skills' },
  trigger: 'branch',
  ref: 'refs/heads/main',
  commit: sampleSha('a'),
  run: 1,
  status: 'pending',
  reason: null,
  message: null,
  version: null,
  write_back_status: 'disabled',
  check_run_id: null,
  status_context: null,
  created_at: '2026-11-21T08:00:00.000Z',
  finished_at: null,
};

describe('GET /api/v1/github/attempts', () => {
  test('attempts have the documented shape', async () => {
    service.world.attempts = [sampleAttempt()];
    const answer = await service.send('GET', '/api/v1/github/attempts');
    expect([answer.status, answer.json()]).toEqual([200, { attempts: [listed], next_cursor: null }]);
  });

  test('they are filtered', async () => {
    service.world.attempts = [sampleAttempt(), sampleAttempt({ id: sampleId(51), status: 'failed' })];
    const ids = async (query: string) => {
      const answer = await service.send('GET', `/api/v1/github/attempts?${query}`);
      return answer.json().attempts.map(({ id }: { id: string }) => id);
    };
    expect(await ids('status=failed')).toEqual([sampleId(51)]);
    expect(
      await ids(`commit=${sampleSha('a').toUpperCase()}&limit=100&since=2026-01-01T00:00:00%2B02:00`),
    ).toHaveLength(2);
    expect(await ids(`connection_id=${sampleId(31)}`)).toEqual([]);
    expect(await ids('ref=refs/heads/main&cursor=abc')).toHaveLength(2);
  });
});

describe('GET /api/v1/github/attempts/{id}', () => {
  test('it adds engine, workflow and steps', async () => {
    const startedAt = '2026-11-21T08:00:00.000Z';
    const steps: StepHistory[] = [
      {
        name: 'resolveCommit',
        startedAt,
        finishedAt: null,
        tries: [{ number: 1, startedAt, finishedAt: null, error: 'GitHub answered 502.', retryAt: publishedAt }],
      },
    ];
    service.world.attempts = [sampleAttempt()];
    service.world.engineHistory = () => steps;
    expect((await service.send('GET', `/api/v1/github/attempts/${sampleId(50)}`)).json()).toEqual({
      ...listed,
      ...{ fix: null, fault: null, annotations: [], requested_by: null, cancelled_by: null },
      ...{ commit_url: `https://github.example.com/acme/skills/commit/${sampleSha('a')}`, check_run_url: null },
      ...{ engine_url: null, can: { rerun: true, cancel: true } },
      ...{ decisions: [], package: null, write_back_message: null, write_back_at: null },
      engine: 'embedded',
      workflow_id: 'publish-50',
      steps: [
        {
          name: 'resolveCommit',
          started_at: startedAt,
          finished_at: null,
          tries: [
            {
              number: 1,
              started_at: startedAt,
              finished_at: null,
              error: 'GitHub answered 502.',
              retry_at: publishedAt,
            },
          ],
        },
      ],
    });
  });

  test('a failure says which lines to change, and what to do', async () => {
    const attempt = sampleAttempt();
    service.world.attempts = [attempt];
    const annotations = [{ path: 'SKILL.md', line: 3, column: null, code: 'name_invalid', message: 'No.' }];
    const fault = 'repository';
    service.world.end(attempt, { kind: 'failed', fault, reason: 'skill_md_invalid', message: 'No.', annotations });
    service.world.packages.set(attempt.id, { contentHash: '1'.repeat(64), archive: null });
    const answer = await service.send('GET', `/api/v1/github/attempts/${sampleId(50)}`);
    expect(answer.json()).toMatchObject({
      ...{ annotations, fault, fix: 'Correct the lines that are named, and push again.' },
      package: { content_hash: '1'.repeat(64), files: null, size_bytes: null },
    });
  });

  test('it says who asked, by which delivery, where else to look, and what can be done', async () => {
    const deciding = { deliveryId: sampleId<DeliveryId>(70), attemptId: sampleId<AttemptId>(50), reason: null };
    const told = { verdict: 'publish', trigger: 're-run', ref: 'refs/heads/main', commit: sampleSha('a') } as const;
    const delivery = { guid: 'g-1', event: 'check_run', action: 'rerequested' };
    const [connectionId, decidedAt] = [sampleId<ConnectionId>(30), new Date(publishedAt)];
    service.world.decisions = [{ ...deciding, ...told, ...delivery, connectionId, decidedAt }];
    const ada = { memberId: sampleId<MemberId>(3), name: 'ada' };
    service.world.people.set(sampleId(50), { requestedBy: ada, cancelledBy: ada });
    service.world.attempts = [sampleAttempt({ engine: 'temporal', workflowId: 'publish/50', checkRunId: '7' })];
    const show = async (key = adminKey) =>
      (await service.send('GET', `/api/v1/github/attempts/${sampleId(50)}`, { key })).json();
    expect(await show()).toMatchObject({
      decisions: [{ ...told, ...delivery, reason: null, delivery_id: sampleId(70), decided_at: publishedAt }],
      requested_by: { member_id: sampleId(3), name: 'ada' },
      cancelled_by: { member_id: sampleId(3), name: 'ada' },
      check_run_url: 'https://github.example.com/acme/skills/runs/7',
      engine_url: null,
    });
    service.deps.temporalUi = { url: 'https://temporal.example.com', namespace: 'my skills' };
    const there = 'https://temporal.example.com/namespaces/my%20skills/workflows/publish%2F50';
    expect(await show()).toMatchObject({ engine_url: there, can: { rerun: true, cancel: true } });
    service.deps.tenancy = 'multi';
    expect(await show()).toMatchObject({ engine_url: null });
    expect(await show(service.addKey('viewer', { role: 'viewer' }))).toMatchObject({
      can: { rerun: false, cancel: false },
    });
    service.world.attempts = [sampleAttempt({ status: 'published', repository: null })];
    service.world.connections = [];
    const gone = { can: { rerun: false, cancel: false }, commit_url: null, repo_full_name: null };
    expect(await show()).toMatchObject(gone);
  });

  test('an engine that is away leaves the steps empty', async () => {
    service.world.attempts = [sampleAttempt()];
    service.world.engineHistory = () => {
      throw new Error('away');
    };
    const answer = await service.send('GET', `/api/v1/github/attempts/${sampleId(50)}`);
    expect([answer.status, answer.json().steps]).toEqual([200, []]);
  });
});

describe('POST /api/v1/github/connections/{id}/sync', () => {
  test('a finished attempt is answered with the documented body', async () => {
    service.world.nextOutcome = { kind: 'published', version, isCurrent: true };
    const answer = await service.send('POST', sync);
    expect([answer.status, answer.json()]).toEqual([
      200,
      {
        connection_id: sampleId(30),
        attempt_id: sampleId(1000),
        status: 'published',
        reason: null,
        version: '0.0.0-github.aaaaaaa',
        source_ref: sampleSha('a'),
        published_at: publishedAt,
        message: 'Published 0.0.0-github.aaaaaaa from acme/skills.',
        write_back_status: 'disabled',
        check_run_id: null,
        status_context: null,
      },
    ]);
  });

  test('a skip because it stands already carries that version', async () => {
    const message = 'It stands.';
    service.world.nextOutcome = { kind: 'skipped', reason: 'already_published', message, version };
    expect((await service.sendJson('POST', sync, { ref: 'v1.0.0' })).json()).toMatchObject({
      status: 'skipped',
      reason: 'already_published',
      version: version.version,
      source_ref: version.commit,
      published_at: publishedAt,
      message,
    });
  });

  test('a paused connection is answered at once, with an attempt', async () => {
    service.world.connections = [sampleConnection({ pausedReason: 'repository_deleted' })];
    const answer = await service.send('POST', sync);
    expect([answer.status, answer.json()]).toMatchObject([
      200,
      { status: 'skipped', reason: 'connection_paused', attempt_id: sampleId(1000), version: null },
    ]);
  });

  test('what is not done when the server goes down is answered as pending, with where to look', async () => {
    await service.close();
    const { promise: waiting, resolve: waits } = Promise.withResolvers<void>();
    const waitUntilSettled: AttemptWaiter['waitUntilSettled'] = (id, _organizationId, _timeoutMs, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve(sampleAttempt({ id })));
        waits();
      });
    service = await startHttpService({ closing: closing.signal, waiter: { waitUntilSettled } });
    service.world.connections = [sampleConnection()];
    service.world.installations = [sampleInstallation()];
    const answering = service.send('POST', sync);
    await waiting;
    closing.abort();
    const answer = await answering;
    expect([answer.status, answer.json()]).toMatchObject([202, { status: 'pending', published_at: null }]);
    expect(answer.headers.get('Location')).toBe(`${service.url}/api/v1/github/attempts/${sampleId(1000)}`);
  }, 10_000);
});

describe('GET /attempts/{id}', () => {
  test('the page is HTML that runs no script, without a key', async () => {
    service.world.attempts = [sampleAttempt()];
    const answer = await service.send('GET', `/attempts/${sampleId(50)}`, { key: null });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('Content-Security-Policy')).toBe(
      "default-src 'none';style-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'",
    );
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    expect(answer.text).toContain('Publishing lint-rules');
  });

  test('members who are signed in get the dashboard, in the organization of the attempt', async () => {
    service.world.attempts = [sampleAttempt()];
    const path = `/attempts/${sampleId(50)}`;
    const open = (headers: Record<string, string>, query = '') =>
      service.send('GET', `${path}${query}`, { key: null, headers });
    const other = sampleMembership({ organizationId: sampleId(77) });
    const stranger = service.addSession('stranger', { memberships: [other] });
    expect((await open(stranger.read)).text).toContain('Publishing lint-rules');
    const member = service.addSession('member', { memberships: [sampleMembership()] });
    expect((await open(member.read)).text).toContain('id="app"');
    const both = service.addSession('both', { memberships: [other, sampleMembership()] });
    const query = `?organization=${sampleId(1)}`;
    expect((await open(both.read)).headers.get('Location')).toBe(`${path}${query}`);
    expect((await open(both.read, query)).text).toContain('id="app"');
  });

  test.each([sampleId(51), 'x', '%00'])('an unknown attempt: %s', async (id) => {
    const answer = await service.send('GET', `/attempts/${id}`, { key: null });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect(answer.text).toContain('There is no such attempt');
  });

  test('its style sheet is served, and known again', async () => {
    const answer = await service.send('GET', '/assets/page.css', { key: null });
    expect(answer.headers.get('Content-Type')).toBe('text/css; charset=utf-8');
    const headers = { 'If-None-Match': answer.headers.get('ETag') ?? '' };
    expect((await service.send('GET', '/assets/page.css', { key: null, headers })).status).toBe(304);
  });
});
