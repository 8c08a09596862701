import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { WaybillApi } from '../support/api-client.ts';
import { onEmbeddedEngine } from '../support/engines.ts';
import { furtherOrganization } from '../support/organizations.ts';
import { type DeliveryToSend, hubSignature, sendDelivery } from '../support/signed-delivery.ts';
import { attemptDone, connectRepository, push, type SkillRepository, versionsOf } from '../support/skill-repository.ts';
import { owner } from '../support/waybill-system.ts';

const main = 'refs/heads/main';

onEmbeddedEngine('bad input', ({ system }) => {
  let repository: SkillRepository;
  let attemptId: string;
  let version: string;

  beforeAll(async () => {
    repository = await connectRepository(system(), { name: 'well-formed' });
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    const attempt = await attemptDone(system(), repository, { ref: main, commit: sha });
    attemptId = attempt.id;
    version = attempt.version ?? '';
  });

  const send = (delivery: DeliveryToSend) => sendDelivery(system().url, system().webhookSecret, delivery);
  const stored = async (guid: string) =>
    system().rows<{ status: string }>('select status from webhook_deliveries where guid = $1', [guid]);

  describe('webhooks', () => {
    const body = JSON.stringify({ zen: 'Design for failure.' });
    const right = (secret: string) => hubSignature(secret, body);
    test.each([
      ['missing', () => null],
      ['empty', () => ''],
      ['of another secret', () => hubSignature('another', body)],
      ['one digit short', (secret: string) => right(secret).slice(0, -1)],
      ['one digit long', (secret: string) => `${right(secret)}0`],
      ['SHA-1', (secret: string) => right(secret).replace('sha256', 'sha1')],
      ['without its name', (secret: string) => right(secret).slice('sha256='.length)],
      ['no hexadecimal', () => `sha256=${'z'.repeat(64)}`],
      ['very long', () => `sha256=${'0'.repeat(8_000)}`],
    ])('with a signature that is %s are refused and not stored', async (_, signature) => {
      const headers = { 'X-Hub-Signature-256': signature(system().webhookSecret) };
      const answer = await send({ event: 'push', body, headers });
      expect([answer.status, answer.json.code]).toEqual([401, 'signature_invalid']);
      expect(await stored(answer.guid)).toEqual([]);
    });

    test('with broken JSON, or a body that is no object, are refused and not stored', async () => {
      for (const broken of ['{', '', 'null', '[1]', '"text"', Buffer.from([0x7b, 0xff, 0x7d])]) {
        const answer = await send({ event: 'push', body: broken });
        expect([answer.status, answer.json.code]).toEqual([400, 'json_malformed']);
        expect(await stored(answer.guid)).toEqual([]);
      }
    });

    test('above 25 MiB are refused and not stored, those of 25 MiB are taken', async () => {
      const padded = (sizeBytes: number) => `{"zen":"${'x'.repeat(sizeBytes - 10)}"}`;
      const large = await send({ event: 'push', body: padded(25 * 1024 * 1024 + 1) });
      expect([large.status, large.json.code]).toEqual([413, 'body_too_large']);
      expect(await stored(large.guid)).toEqual([]);
      const fitting = await send({ event: 'star', body: padded(25 * 1024 * 1024) });
      expect(fitting.status).toBe(202);
    });

    test('of events that are not used are recorded as ignored, and a ping is answered', async () => {
      const star = await send({ event: 'star', body: JSON.stringify({ action: 'created' }) });
      expect([star.status, star.json]).toEqual([202, { status: 'ignored' }]);
      expect(await stored(star.guid)).toEqual([{ status: 'ignored' }]);
      const ping = await send({ event: 'ping', body });
      expect([ping.status, await stored(ping.guid)]).toEqual([200, []]);
    });

    test('that are signed and make no sense are stored, and end as failed with what is wrong', async () => {
      const senseless = await send({ event: 'push', body: JSON.stringify({ ref: 7 }) });
      expect(senseless.status).toBe(202);
      await expect.poll(() => stored(senseless.guid), { timeout: 20_000 }).toEqual([{ status: 'failed' }]);
      const [row] = await system().rows('select error from webhook_deliveries where guid = $1', [senseless.guid]);
      expect(row?.error).toContain('ref');
      const again = await send({ event: 'push', body: JSON.stringify({ ref: 7 }), guid: senseless.guid });
      expect(again.status).toBe(202);
    });
  });

  /** Whether the answer is a refusal that a person and a program can read. */
  const expectRefusal = async (response: Response, statuses: readonly number[] = [400, 404, 409, 413, 415, 422]) => {
    const text = await response.text();
    expect(statuses, `${response.url}: ${response.status} ${text}`).toContain(response.status);
    expect(response.headers.get('Content-Type')).toContain('application/problem+json');
    const problem = JSON.parse(text);
    expect(problem.code).toMatch(/^[a-z_]+$/);
    expect(problem.error).toMatch(/^\w\S* .{10,}$/s);
    expect(problem.detail).toBe(problem.error);
    return problem.code as string;
  };

  /** Every route that takes a body, with one that it would take. */
  const taking = (): [method: string, path: string, good: Record<string, unknown>][] => {
    const { connectionId, entryId } = repository;
    return [
      ['POST', '/api/v1/github/settings', { write_back_mode: 'checks' }],
      [
        'POST',
        '/api/v1/github/installations',
        { installation_id: system().installationId, account_login: owner, account_type: 'Organization' },
      ],
      [
        'POST',
        '/api/v1/github/connections',
        { entry_id: entryId, installation_id: system().installationId, repo_full_name: `${owner}/well-formed` },
      ],
      ['PATCH', `/api/v1/github/connections/${connectionId}`, { write_back_enabled: true }],
      ['POST', `/api/v1/github/connections/${connectionId}/sync`, { ref: 'main' }],
      ['POST', '/api/v1/registry/entries', { name: 'never-made', entry_type: 'skill' }],
      ['POST', '/api/v1/registry/sync', { installations: [] }],
    ];
  };
  const oddValues = [{}, [[]], 0.5, -1, 1e300, '', '\u0000', '\ud800', 'x'.repeat(5_000), null];
  const counts = () =>
    system().rows(`select
      (select count(*)::int from registry_entries) as entries,
      (select count(*)::int from github_connections) as connections,
      (select count(*)::int from github_publish_attempts) as attempts,
      (select write_back_mode from organizations order by created_at limit 1) as mode`);

  test('every route refuses odd bodies with a code and a sentence, and does nothing', async () => {
    const before = await counts();
    for (const [method, path, good] of taking()) {
      const bodies: unknown[] = [null, [], 'text', 7, { ...good, surprise: 1 }];
      for (const field of Object.keys(good)) bodies.push(...oddValues.map((value) => ({ ...good, [field]: value })));
      for (const body of bodies) await expectRefusal(await system().api.request(method, path, body));
      const padded = { ...good, padding: 'x'.repeat(2 * 1024 * 1024) };
      expect(await expectRefusal(await system().api.request(method, path, padded), [413])).toBe('body_too_large');
    }
    expect(await counts()).toEqual(before);
  });

  const withId = (id: string): [method: string, path: string, body?: object][] => [
    ['GET', `/api/v1/github/attempts/${id}`],
    ['PATCH', `/api/v1/github/connections/${id}`, { write_back_enabled: true }],
    ['DELETE', `/api/v1/github/connections/${id}`],
    ['POST', `/api/v1/github/connections/${id}/sync`, {}],
    ['GET', `/api/v1/registry/${id}`],
    ['GET', `/api/v1/registry/${id}/versions`],
    ['GET', `/api/v1/registry/${id}/versions/1.0.0/download`],
  ];
  const badIds = ['x', '0', '%00', '%ED%A0%80', "'--", '%E0%A4%A', '..', 'a'.repeat(3_000), randomUUID()];

  test('every route refuses ids that nothing has', async () => {
    for (const id of badIds) {
      for (const [method, path, body] of withId(id)) {
        await expectRefusal(await system().api.request(method, path, body), [400, 404]);
      }
    }
    const badQueries = ['connection_id=x', 'limit=0', 'limit=1e9', 'since=never', 'cursor=%00', 'status=x', 'ref=%00'];
    for (const query of badQueries) {
      await expectRefusal(await system().api.request('GET', `/api/v1/github/attempts?${query}`), [422]);
    }
  });

  describe('another organization', () => {
    let other: WaybillApi;
    beforeAll(async () => {
      other = await furtherOrganization(system(), { name: 'strangers' });
    });

    test('finds nothing that is ours, whichever id it sends', async () => {
      const { connectionId, entryId } = repository;
      for (const id of [connectionId, entryId, attemptId]) {
        for (const [method, path, body] of withId(id)) {
          await expectRefusal(await other.request(method, path.replace('1.0.0', version), body), [404]);
        }
      }
      expect(await other.connections()).toEqual([]);
      expect(await other.installations()).toEqual([]);
      expect(await other.attempts({ connection_id: connectionId })).toEqual([]);
      expect(await versionsOf(system(), repository)).toEqual([`*${version}`]);
    });

    test('cannot bind our installation, and connects neither to our entry nor through our installation', async () => {
      const bind = { installation_id: system().installationId, account_login: owner, account_type: 'Organization' };
      const bound = await other.request('POST', '/api/v1/github/installations', bind);
      expect(await expectRefusal(bound, [409])).toBe('installation_bound_elsewhere');
      const theirs = await other.createEntry({ name: 'theirs' });
      for (const [entryId, code] of [
        [repository.entryId, 'entry_not_found'],
        [theirs.id, 'installation_not_found'],
      ]) {
        const wanted = {
          ...{ entry_id: entryId, installation_id: system().installationId, repo_full_name: `${owner}/well-formed` },
        };
        const answer = await other.request('POST', '/api/v1/github/connections', wanted);
        expect(await expectRefusal(answer, [404])).toBe(code);
      }
    });

    test('of a free plan, or with a viewer’s key, may not publish', async () => {
      const free = await furtherOrganization(system(), { name: 'free', plan: 'free' });
      const answer = await free.request('GET', '/api/v1/github/connections');
      expect(await expectRefusal(answer, [403])).toBe('plan_required');
      const viewer = await furtherOrganization(system(), { name: 'viewers', role: 'viewer' });
      const path = `/api/v1/github/connections/${repository.connectionId}/sync`;
      await expectRefusal(await viewer.request('POST', path, {}), [403]);
    });
  });

  describe('connections', () => {
    const wanted = async (name: string, more: Record<string, unknown> = {}) => {
      const { id } = await system().api.createEntry({ name });
      const { installationId } = system();
      return { entry_id: id, installation_id: installationId, repo_full_name: `${owner}/well-formed`, ...more };
    };
    const post = (body: object) => system().api.request('POST', '/api/v1/github/connections', body);

    test('with tag patterns that could run for ever are refused at once', async () => {
      const body = await wanted('hostile-patterns');
      const hostile = ['((a+)+)+', '!(x)', '*'.repeat(200), '{a,{b,{c,{d,e}}}}', '+(a|aa)+(a|aa)', '{1..99999999}'];
      for (const pattern of [...hostile, '**/'.repeat(40), '[', '(', '\\', '!v*', '']) {
        const answer = await post({ ...body, tag_pattern: pattern });
        expect(await expectRefusal(answer, [422]), pattern).toBe('invalid_request');
      }
    });

    test.each([
      ['repo_full_name', ['well-formed', 'a/b/c', '../x', `${owner}/..`, `${owner}/`, `${owner} /x`]],
      ['skill_path', ['..', '/a', 'a/../b', 'a//b', 'a\\b', 'a\nb']],
      ['default_branch', ['a..b', '-x', 'refs/heads/main', 'a b', '@{', 'x.lock']],
    ])('with an odd %s are refused and say which', async (field, values) => {
      const body = await wanted(`odd-${field.replaceAll('_', '-')}`);
      for (const value of values) {
        const answer = await post({ ...body, [field]: value });
        expect(answer.status, value).toBe(422);
        expect(await answer.json()).toMatchObject({ errors: [{ path: field }] });
      }
    });

    test('to a repository that GitHub does not show are refused', async () => {
      const answer = await post(await wanted('nowhere', { repo_full_name: `${owner}/nowhere` }));
      expect(await expectRefusal(answer, [404])).toBe('repository_not_accessible');
    });

    test('of a private repository to a public entry need confirm_public', async () => {
      await system().github.control.createRepository({ owner, name: 'secret', private: true });
      const entry = await system().api.createEntry({ name: 'shown', visibility: 'public' });
      const { installationId } = system();
      const body = { entry_id: entry.id, installation_id: installationId, repo_full_name: `${owner}/secret` };
      expect(await expectRefusal(await post(body), [409])).toBe('confirm_public_required');
      expect((await post({ ...body, confirm_public: true })).status).toBe(201);
    });

    test('are one for an entry, also when two are asked for at once', async () => {
      const body = await wanted('only-one');
      const answers = await Promise.all([post(body), post(body), post(body)]);
      expect(answers.map((it) => it.status).sort()).toEqual([201, 409, 409]);
      const refused = answers.filter((it) => it.status === 409);
      for (const answer of refused) expect(await expectRefusal(answer)).toBe('entry_connected');
    });
  });
});
