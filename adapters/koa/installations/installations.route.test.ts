import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type HttpService, startHttpService } from '../../../test/support/http-service.ts';
import { sampleConnection, sampleId, sampleInstallation } from '../../../test/support/sample-rows.ts';

const path = '/api/v1/github/installations';
const wanted = { installation_id: 77, account_login: 'ACME', account_type: 'Organization' };

/** An installation as the API's documentation shows it. */
const documented = {
  id: sampleId(40),
  installation_id: 77,
  account_login: 'acme',
  account_type: 'Organization',
  suspended: false,
  created_at: '2026-11-21T08:00:00.000Z',
  updated_at: '2026-11-21T08:00:00.000Z',
};

/** And as lists show it. */
const listed = {
  ...documented,
  html_url: 'https://github.example.com/organizations/acme/settings/installations/77',
  account_url: 'https://github.example.com/acme',
  account_avatar_url: null,
  repository_selection: sampleInstallation().repositorySelection,
  permissions: sampleInstallation().permissions,
  ...{ connections: 0, connected_repositories: 0, last_event_at: null },
};

let service: HttpService;

async function start(tenancy: 'single' | 'multi' = 'single') {
  service = await startHttpService({ tenancy });
  service.world.onGitHub.set(77, sampleInstallation());
  // The App is installed after the test has set out to do so.
  const createdAt = new Date(Date.now() + 60_000);
  service.world.github.installations.set(77, { facts: sampleInstallation(), createdAt });
}

afterEach(() => service.close());

describe('with one tenant', () => {
  beforeEach(() => start());

  test('installations are bound once GitHub agrees, whose word on suspension counts, and listed', async () => {
    const bound = await service.sendJson('POST', path, { ...wanted, suspended: true });
    expect([bound.status, bound.json()]).toEqual([201, documented]);
    expect((await service.sendJson('POST', path, wanted)).status).toBe(200);
    expect((await service.send('GET', path)).json()).toEqual({ installations: [listed] });
  });

  test('installations say what goes through them, and lead to GitHub', async () => {
    service.world.installations = [sampleInstallation({ accountType: 'User' })];
    service.world.connections = [sampleConnection()];
    service.deps.githubUrl = 'https://github.com';
    const { accountId } = sampleInstallation();
    expect((await service.send('GET', path)).json().installations).toMatchObject([
      {
        html_url: 'https://github.com/settings/installations/77',
        account_avatar_url: `https://avatars.githubusercontent.com/u/${accountId}?v=4`,
        ...{ connections: 1, connected_repositories: 1, last_event_at: '2026-11-21T08:00:00.000Z' },
      },
    ]);
  });

  test.each([
    ['no number', { installation_id: undefined }, 'installation_id'],
    ['no login', { account_login: undefined }, 'account_login'],
    ['no type', { account_type: undefined }, 'account_type'],
    ['no type beside a state', { account_type: undefined, state: 's' }, 'account_type'],
    ['a login that is too long', { account_login: 'x'.repeat(101) }, 'account_login'],
    ['another type', { account_type: 'Team' }, 'account_type'],
    ['a number as text', { installation_id: '77' }, 'installation_id'],
    ['white space in a token', { user_token: 'ghu_a b' }, 'user_token'],
  ])('%s is refused', async (_what, change, field) => {
    const answer = await service.sendJson('POST', path, { ...wanted, ...change });
    expect([answer.status, answer.json().code]).toEqual([422, 'invalid_request']);
    expect(answer.json().errors).toMatchObject([{ path: field }]);
  });

  test('an account is needed where nothing proves the binding', async () => {
    const answer = await service.sendJson('POST', path, { installation_id: 77 });
    expect(answer.json()).toMatchObject({
      status: 422,
      errors: [{ path: 'account_login' }, { path: 'account_type' }],
    });
  });

  test.each([
    ['its id', sampleId(40)],
    ['GitHub’s number', '77'],
  ])('one is unbound by %s, once, and can be bound again', async (_by, id) => {
    service.world.installations = [sampleInstallation()];
    service.world.connections = [sampleConnection()];
    const answer = await service.send('DELETE', `${path}/${id}`);
    expect([answer.status, answer.json()]).toEqual([200, { deleted: true, paused_connections: 1 }]);
    expect((await service.send('DELETE', `${path}/${id}`)).json().code).toBe('installation_not_found');
    expect((await service.send('GET', path)).json()).toEqual({ installations: [] });
    expect((await service.sendJson('POST', path, wanted)).status).toBe(201);
  });

  test("another organization's is neither unbound nor shown to exist", async () => {
    service.world.installations = [sampleInstallation()];
    const key = service.addKey('stranger', { organizationId: sampleId(999) });
    const foreign = await service.send('DELETE', `${path}/77`, { key });
    const unknown = await service.send('DELETE', `${path}/78`, { key });
    expect([foreign.status, foreign.text.replaceAll('77', '78')]).toEqual([404, unknown.text]);
    expect(service.world.installations).toEqual([sampleInstallation()]);
    expect((await service.send('DELETE', `${path}/0`)).json().code).toBe('not_found');
  });
});

describe('with many tenants', () => {
  beforeEach(() => start('multi'));

  const setUp = async (key?: string) => (await service.sendJson('POST', `${path}/setup`, undefined, key)).json();

  test('without proof it is said how to come by one', async () => {
    const answer = await service.sendJson('POST', path, wanted);
    expect([answer.status, answer.json().code]).toEqual([403, 'proof_required']);
    expect(answer.json().error).toContain('POST /api/v1/github/installations/setup');
  });

  test('setting out gives the address with a state, which then proves once', async () => {
    const answer = await service.send('POST', `${path}/setup`);
    expect(answer.status).toBe(201);
    const { install_url, state, expires_at } = answer.json();
    expect(install_url).toBe(`https://github.example.com/apps/waybill/installations/new?state=${state}`);
    expect(state).toMatch(/^[\w-]{43}$/);
    expect(Date.parse(expires_at)).toBeGreaterThan(Date.now() + 3_500_000);
    expect(JSON.stringify([...service.world.github.states.keys()])).not.toContain(state);
    const proof = { installation_id: 77, state };
    const bound = await service.sendJson('POST', path, proof);
    expect([bound.status, bound.json()]).toEqual([201, documented]);
    const again = await service.sendJson('POST', path, proof);
    expect([again.status, again.json().code]).toEqual([403, 'proof_invalid']);
  });

  test('setting out again with the same Idempotency-Key shows no state again', async () => {
    const once = { headers: { 'Idempotency-Key': 'k' } };
    expect((await service.send('POST', `${path}/setup`, once)).status).toBe(201);
    const again = await service.send('POST', `${path}/setup`, once);
    expect([again.status, again.json().code, again.json().id]).toEqual([409, 'secret_already_shown', undefined]);
    expect(again.json().detail).toContain('send the request again with a new Idempotency-Key');
    expect(service.world.github.states.size).toBe(1);
  });

  test("another organization's state proves nothing", async () => {
    const { state } = await setUp(service.addKey('stranger', { organizationId: sampleId(999) }));
    const answer = await service.sendJson('POST', path, { installation_id: 77, state });
    expect([answer.status, answer.json().code]).toEqual([403, 'proof_invalid']);
    expect(service.world.installations).toEqual([]);
  });

  test("a user's token, or the code for one, proves too, and neither is written to the log", async () => {
    service.world.github.sights.set('ghu_secret', 'all');
    service.world.github.tokensByCode.set('c0de-secret', 'ghu_secret');
    const byToken = await service.sendJson('POST', path, { ...wanted, user_token: 'ghu_secret' });
    expect(byToken.status).toBe(201);
    const byCode = await service.sendJson('POST', path, {
      ...{ installation_id: 77, code: 'c0de-secret', code_verifier: 'v', redirect_uri: 'https://a.example/b' },
    });
    expect(byCode.status).toBe(200);
    expect(service.world.github.exchanges).toEqual([
      { code: 'c0de-secret', codeVerifier: 'v', redirectUri: 'https://a.example/b' },
    ]);
    expect(JSON.stringify(service.logLines)).not.toContain('secret');
  });

  test('a token that does not see the installation is told what would', async () => {
    const answer = await service.sendJson('POST', path, { ...wanted, user_token: 'ghu_other' });
    expect([answer.status, answer.json().code]).toEqual([403, 'proof_invalid']);
    expect(answer.text).not.toContain('ghu_other');
  });

  test('an installation of another organization stays there, whatever is proven', async () => {
    service.world.installations = [sampleInstallation({ organizationId: sampleId(999) })];
    service.world.github.sights.set('ghu_ada', 'all');
    const answer = await service.sendJson('POST', path, { installation_id: 77, user_token: 'ghu_ada' });
    expect([answer.status, answer.json().code]).toEqual([409, 'installation_bound_elsewhere']);
  });

  test('a member who may not change GitHub settings cannot set out', async () => {
    const key = service.addKey('member', { role: 'member' });
    expect((await setUp(key)).code).toBe('role_too_low');
    expect(service.world.github.states.size).toBe(0);
  });

  test('when GitHub does not say where the App is installed, neither do we', async () => {
    service.world.github.installUrl = () => {
      throw new Error('away');
    };
    expect((await setUp()).code).toBe('github_unavailable');
  });
});
