import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type SimulatorUnderTest, startSimulatorUnderTest } from '../testing/simulator-under-test.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver.ts';

const callback = 'http://127.0.0.1:3000/auth/callback';
const setupUrl = 'http://127.0.0.1:3000/settings/github';
const verifier = 'v'.repeat(50);
const code_challenge = createHash('sha256').update(verifier).digest('base64url');

let nowMs = Date.parse('2026-11-21T08:00:00Z');
let github: SimulatorUnderTest;
let receiver: WebhookReceiver;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  github = await startSimulatorUnderTest({
    now: () => nowMs,
    app: { webhookUrl: receiver.url, callbackUrls: [callback] },
  });
  const { control } = github;
  await control.createAccount({ login: 'mona' });
  await control.createAccount({ login: 'acme', type: 'Organization', members: ['mona'] });
  await control.createAccount({ login: 'globex', type: 'Organization' });
  await control.createRepository({ owner: 'acme', name: 'skills', private: true });
  await control.createRepository({ owner: 'acme', name: 'secret', private: true });
});

afterAll(async () => {
  await github.stop();
  await receiver.stop();
});

beforeEach(async () => {
  const { control } = github;
  for (const { id } of await control.listInstallations()) await control.deleteInstallation({ installationId: id });
  await control.settled();
  receiver.received.length = 0;
  const app = { setupUrl, setupOnUpdate: false, requestOAuthOnInstall: false };
  await control.configureApp({ callbackUrls: [callback], ...app });
  await control.setBrowser({ login: 'mona', consent: 'accept' });
});

const open = (path: string, parameters: Record<string, string> = {}) =>
  fetch(`${github.baseUrl}${path}?${new URLSearchParams(parameters)}`, { redirect: 'manual' });

const submit = (path: string, fields: Record<string, string>) =>
  fetch(`${github.baseUrl}${path}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });

/** Where an answer sends the browser, as address and parameters. */
function target(response: Response): Record<string, string> {
  const url = new URL(response.headers.get('location') ?? 'none:');
  return { to: `${url.origin}${url.pathname}`, ...Object.fromEntries(url.searchParams) };
}

const authorize = (parameters: Record<string, string> = {}) =>
  open('/login/oauth/authorize', { client_id: github.app.clientId, ...parameters });

async function exchange(fields: Record<string, string>): Promise<Record<string, string>> {
  const response = await fetch(`${github.baseUrl}/login/oauth/access_token`, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({ client_id: github.app.clientId, client_secret: github.app.clientSecret, ...fields }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, string>;
}

const newCode = async (parameters: Record<string, string> = {}) => target(await authorize(parameters)).code ?? '';

async function ask(path: string, token = ''): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${github.apiUrl}${path}`, {
    headers: token === '' ? {} : { authorization: `Bearer ${token}` },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('the web flow gives a token of the user, once for each code', async () => {
  const back = target(
    await authorize({ redirect_uri: callback, state: 's t', code_challenge, code_challenge_method: 'S256' }),
  );
  expect(back).toEqual({ to: callback, state: 's t', code: expect.stringMatching(/^[0-9a-f]{20}$/) });
  const tokens = await exchange({ code: back.code ?? '', code_verifier: verifier, redirect_uri: callback });
  expect(tokens).toEqual({
    access_token: expect.stringMatching(/^ghu_\w{36}$/),
    expires_in: 28_800,
    refresh_token: expect.stringMatching(/^ghr_\w{76}$/),
    refresh_token_expires_in: 15_897_600,
    scope: '',
    token_type: 'bearer',
  });
  expect((await ask('/user', tokens.access_token)).body).toMatchObject({ login: 'mona', type: 'User' });
  expect(await exchange({ code: back.code ?? '', code_verifier: verifier })).toMatchObject({
    error: 'bad_verification_code',
  });
});

test('a code needs its verifier, its address, the right secret and to be young', async () => {
  const challenged = { code_challenge, code_challenge_method: 'S256' };
  const refused = { error: 'bad_verification_code' };
  expect(await exchange({ code: await newCode(challenged) })).toMatchObject(refused);
  expect(await exchange({ code: await newCode(challenged), code_verifier: `${verifier}x` })).toMatchObject(refused);
  expect(await exchange({ code: 'none' })).toMatchObject(refused);
  expect(await exchange({ code: await newCode(), redirect_uri: `${callback}/` })).toMatchObject({
    error: 'redirect_uri_mismatch',
  });
  const code = await newCode();
  expect(await exchange({ code, client_secret: 'wrong' })).toMatchObject({ error: 'incorrect_client_credentials' });
  nowMs += 601_000;
  expect(await exchange({ code })).toMatchObject(refused);
});

test('without Accept the answer is a form', async () => {
  const { clientId: client_id, clientSecret: client_secret } = github.app;
  const response = await submit('/login/oauth/access_token', { client_id, client_secret, code: await newCode() });
  expect(response.headers.get('content-type')).toContain('application/x-www-form-urlencoded');
  expect(new URLSearchParams(await response.text()).get('token_type')).toBe('bearer');
});

test('a user token ends after eight hours; refreshing works once and voids the old pair', async () => {
  const first = await exchange({ code: await newCode() });
  const refresh = { grant_type: 'refresh_token', refresh_token: first.refresh_token ?? '' };
  const second = await exchange(refresh);
  expect((await ask('/user', first.access_token)).status).toBe(401);
  expect((await ask('/user', second.access_token)).status).toBe(200);
  expect(await exchange(refresh)).toMatchObject({ error: 'bad_refresh_token' });
  nowMs += 8 * 3600 * 1000;
  expect((await ask('/user', second.access_token)).status).toBe(401);
  const third = await exchange({ grant_type: 'refresh_token', refresh_token: second.refresh_token ?? '' });
  await github.control.revokeAuthorization({ login: 'mona' });
  expect((await ask('/user', third.access_token)).status).toBe(401);
  expect(await exchange({ grant_type: 'refresh_token', refresh_token: third.refresh_token ?? '' })).toMatchObject({
    error: 'bad_refresh_token',
  });
  expect(await exchange({ grant_type: 'password' })).toMatchObject({ error: 'unsupported_grant_type' });
});

test('a foreign address, a foreign App and a plain challenge are refused before anybody is asked', async () => {
  expect(target(await authorize({ redirect_uri: 'http://evil.example/', state: 'x' }))).toMatchObject({
    to: callback,
    error: 'redirect_uri_mismatch',
    state: 'x',
  });
  expect(target(await authorize({ code_challenge, code_challenge_method: 'plain' }))).toMatchObject({
    error: 'invalid_request',
  });
  expect((await authorize({ client_id: 'other' })).status).toBe(404);
});

test('somebody who is asked sees a page with one button, and may decline', async () => {
  await github.control.setBrowser({ login: 'mona' });
  const page = await authorize({ state: '"><script>' });
  const html = await page.text();
  expect(html).toContain('signed in as <strong>mona</strong>');
  expect(html).not.toContain('<script>');
  const fields = { client_id: github.app.clientId, state: 's' };
  expect(target(await submit('/login/oauth/authorize', { ...fields, decision: 'authorize' }))).toMatchObject({
    to: callback,
    code: expect.any(String),
    state: 's',
  });
  const denied = { to: callback, error: 'access_denied', state: 's' };
  expect(target(await submit('/login/oauth/authorize', { ...fields, decision: 'cancel' }))).toMatchObject(denied);
  await github.control.setBrowser({ login: 'mona', consent: 'deny' });
  expect(target(await authorize({ state: 's' }))).toMatchObject(denied);
});

test('installing leads back to the setup URL with the state, and the webhook tells of it', async () => {
  const { control } = github;
  await control.setBrowser({ login: 'mona', consent: 'accept', installOn: 'acme' });
  const path = `/apps/${github.app.slug}/installations/new`;
  const back = target(await open(path, { state: 'abc' }));
  const [installation] = await control.listInstallations();
  expect(back).toEqual({ to: setupUrl, installation_id: `${installation?.id}`, setup_action: 'install', state: 'abc' });
  expect(installation).toMatchObject({ accountLogin: 'acme', repositorySelection: 'all' });
  await control.settled();
  expect(receiver.received).toMatchObject([
    { event: 'installation', payload: { action: 'created', sender: { login: 'mona' } } },
  ]);
  // Installed already: GitHub shows the settings.
  expect(target(await open(path)).to).toContain(`/organizations/acme/settings/installations/${installation?.id}`);
});

test('with authorization on installing the code comes back at the callback URL', async () => {
  await github.control.configureApp({ requestOAuthOnInstall: true });
  await github.control.setBrowser({ login: 'mona', consent: 'accept', installOn: 'acme' });
  const back = target(await open(`/apps/${github.app.slug}/installations/new`, { state: 'abc' }));
  expect(back).toMatchObject({ to: callback, setup_action: 'install', state: 'abc' });
  const { access_token } = await exchange({ code: back.code ?? '' });
  const { body } = await ask('/user/installations', access_token);
  expect(body).toMatchObject({ total_count: 1, installations: [{ id: Number(back.installation_id) }] });
});

test('the install page asks for the account; nobody installs on a foreign one, and a request brings no id', async () => {
  const { control } = github;
  await control.setBrowser({ login: 'mona', consent: 'ask' });
  const path = `/apps/${github.app.slug}/installations/new`;
  const html = await (await open(path, { state: 'abc' })).text();
  expect(html).toMatch(/<option value="\d+" selected>mona<\/option><option value="\d+">acme<\/option><\/select>/);
  const globexId = (await ask('/users/globex')).body.id;
  expect((await submit(path, { target_id: String(globexId) })).status).toBe(404);
  expect(await control.listInstallations()).toEqual([]);
  await control.setBrowser({ login: 'mona', consent: 'request' });
  expect(target(await open(path, { state: 'abc' }))).toEqual({ to: setupUrl, setup_action: 'request', state: 'abc' });
});

test('choosing other repositories leads back with setup_action=update where the App asks for that', async () => {
  const { control } = github;
  const { id } = await control.installApp({ accountLogin: 'acme' });
  const page = await open(`/installations/${id}`);
  const boxes = [...(await page.text()).matchAll(/value="(\d+)"> (\w+)/g)].map(([, value, name]) => ({ value, name }));
  expect(boxes.map(({ name }) => name)).toEqual(['skills', 'secret']);
  const chosen = { selection: 'selected', repository: boxes[0]?.value ?? '' };
  expect(target(await submit(`/installations/${id}`, chosen)).to).toContain('/settings/installations/');
  await control.configureApp({ setupOnUpdate: true });
  const back = target(await submit(`/installations/${id}`, { selection: 'all' }));
  expect(back).toEqual({ to: setupUrl, installation_id: String(id), setup_action: 'update' });
  await control.settled();
  expect(receiver.received.map(({ payload }) => payload.action)).toEqual(['created', 'removed', 'added']);
  await control.setBrowser({ login: 'octocat' });
  expect((await open(`/installations/${id}`)).status).toBe(404);
});

test('a user token reaches what both the user and the App reach; a personal token knows of no App', async () => {
  const { control } = github;
  const { token } = await control.authorizeUser({ login: 'mona' });
  const { token: stranger } = await control.authorizeUser({ login: 'octocat' });
  expect((await ask('/repos/acme/skills', token)).status).toBe(404);
  const { id } = await control.installApp({ accountLogin: 'acme', repositories: ['skills'] });
  expect((await ask('/repos/acme/skills', token)).status).toBe(200);
  expect((await ask('/repos/acme/secret', token)).status).toBe(404);
  const { body } = await ask(`/user/installations/${id}/repositories`, token);
  expect(body).toMatchObject({ total_count: 1, repositories: [{ name: 'skills', permissions: { admin: true } }] });
  expect((await ask(`/user/installations/${id}/repositories`, stranger)).status).toBe(404);
  expect((await ask('/user/installations', stranger)).body).toMatchObject({ total_count: 0 });
  const { token: personal } = await control.createUserToken({ login: 'mona' });
  expect((await ask('/repos/acme/secret', personal)).status).toBe(200);
  expect((await ask('/user/installations', personal)).status).toBe(403);
});
