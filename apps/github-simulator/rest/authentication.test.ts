import { createSign, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SimulatorUnderTest, startSimulatorUnderTest } from '../testing/simulator-under-test.ts';

let github: SimulatorUnderTest;
let nowMs = Date.parse('2026-11-21T08:00:00Z');
let installationId: number;

const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
  type: 'pkcs1',
  format: 'pem',
});

beforeAll(async () => {
  github = await startSimulatorUnderTest({ now: () => nowMs });
  const { control } = github;
  await control.createAccount({ login: 'acme', type: 'Organization' });
  await control.createAccount({ login: 'mona' });
  for (const name of ['private', 'other']) await control.createRepository({ owner: 'acme', name, private: true });
  await control.createRepository({ owner: 'acme', name: 'public' });
  await control.createRepository({ owner: 'mona', name: 'hers' });
  await control.commitFiles({ owner: 'acme', repo: 'public', files: { a: 'a' } });
  await control.commitFiles({ owner: 'acme', repo: 'private', files: { a: 'a' } });
  installationId = (await control.installApp({ accountLogin: 'acme', repositories: ['private', 'public'] })).id;
});

afterAll(() => github.stop());

type Claims = Record<string, unknown>;

function jwt(claims: Claims, key: string | Buffer = github.app.privateKeyPem ?? '', algorithm = 'RS256'): string {
  const seconds = Math.floor(nowMs / 1000);
  const all = { iat: seconds - 60, exp: seconds + 540, iss: github.app.id, ...claims };
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: algorithm, typ: 'JWT' })}.${part(all)}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key, 'base64url')}`;
}

async function call(path: string, options: { token?: string; method?: string; body?: unknown; headers?: object } = {}) {
  const { token, method = 'GET', body } = options;
  const response = await fetch(`${github.apiUrl}${path}`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...options.headers },
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
}

const mint = (body?: unknown) =>
  call(`/app/installations/${installationId}/access_tokens`, { method: 'POST', token: jwt({}), body });

test('a JWT with the app id or the client id as issuer is taken', async () => {
  expect(await call('/app', { token: jwt({}) })).toMatchObject({ status: 200 });
  expect(await call('/app', { token: jwt({ iss: String(github.app.id) }) })).toMatchObject({ status: 200 });
  expect(await call('/app', { token: jwt({ iss: github.app.clientId }) })).toMatchObject({ status: 200 });
});

test.each([
  ['lives longer than ten minutes', { exp: 1e12 }, "'Expiration time' claim ('exp') is too far in the future"],
  ['has expired', { exp: 1 }, "'Expiration time' claim ('exp') must be a numeric value"],
  ['has no expiry', { exp: undefined }, "'Expiration time' claim ('exp') must be a numeric value"],
  ['comes from the future', { iat: 1e12 }, "'Issued at' claim ('iat') must be an Integer"],
  ['names no issuer', { iss: undefined }, "'Issuer' claim ('iss')"],
])('a JWT that %s is 401', async (_what, claims, message) => {
  const answer = await call('/app', { token: jwt(claims) });
  expect(answer).toMatchObject({ status: 401, body: { message: expect.stringContaining(message), status: '401' } });
});

test('a JWT of another key or algorithm cannot be decoded, one of another App is unknown', async () => {
  const message = 'A JSON web token could not be decoded';
  expect(await call('/app', { token: jwt({}, stranger) })).toMatchObject({ status: 401, body: { message } });
  expect(await call('/app', { token: jwt({}, undefined, 'none') })).toMatchObject({ status: 401, body: { message } });
  expect(await call('/app', { token: jwt({ iss: 1 }) })).toMatchObject({ status: 404 });
  expect(await call('/app')).toMatchObject({ status: 401 });
});

test('a token is GitHub’s long form, or the classic one on request, and lives for an hour', async () => {
  const { status, body } = await mint();
  expect(status).toBe(201);
  expect(body.token).toMatch(new RegExp(`^ghs_${github.app.id}_[\\w-]+\\.[\\w-]+\\.[\\w-]+$`));
  expect(body.token.length).toBeGreaterThan(480);
  expect(body).toMatchObject({ expires_at: '2026-11-21T09:00:00Z', repository_selection: 'selected' });
  const classic = await call(`/app/installations/${installationId}/access_tokens`, {
    method: 'POST',
    token: jwt({}),
    headers: { 'x-github-stateless-s2s-token': 'disabled' },
  });
  expect(classic.body.token).toMatch(/^ghs_[A-Za-z0-9]{36}$/);
  const read = () => call('/repos/acme/private', { token: body.token });
  expect(await read()).toMatchObject({ status: 200 });
  nowMs += 3600 * 1000;
  expect(await read()).toMatchObject({ status: 401, body: { message: 'Bad credentials' } });
});

test('a token is narrowed to repositories and permissions, and never widened', async () => {
  const { body } = await mint({ repositories: ['private'], permissions: { contents: 'read' } });
  expect(body).toMatchObject({ permissions: { contents: 'read' }, repositories: [{ name: 'private' }] });
  const { token } = body;
  expect((await call('/installation/repositories', { token })).body.total_count).toBe(1);
  expect(await call('/repos/acme/private/commits/main', { token })).toMatchObject({ status: 200 });
  expect(await call('/repos/acme/private/commits/main/check-runs', { token })).toMatchObject({
    status: 403,
    body: { message: 'Resource not accessible by integration' },
  });
  expect(await mint({ permissions: { contents: 'write' } })).toMatchObject({ status: 422 });
  expect(await mint({ permissions: { issues: 'read' } })).toMatchObject({ status: 422 });
  expect(await mint({ repositories: ['other'] })).toMatchObject({ status: 422 });
  expect(await mint({ repository_ids: [1] })).toMatchObject({ status: 422 });
});

test('a repository outside the selection does not exist, a public one is read but not written', async () => {
  const { token } = (await mint()).body;
  expect(await call('/repos/acme/other', { token })).toMatchObject({ status: 404 });
  expect(await call('/repos/mona/hers', { token })).toMatchObject({ status: 200 });
  const sha = 'a'.repeat(40);
  const write = { method: 'POST', token, body: { name: 'x', head_sha: sha } };
  expect(await call('/repos/mona/hers/check-runs', write)).toMatchObject({ status: 403 });
  expect(await call('/repos/acme/other/check-runs', write)).toMatchObject({ status: 404 });
});

test('without checks:write a check-run is refused, and the permission that is needed named', async () => {
  const { token } = (await mint({ permissions: { checks: 'read', contents: 'read' } })).body;
  const answer = await call('/repos/acme/private/check-runs', { method: 'POST', token, body: {} });
  expect(answer).toMatchObject({ status: 403, body: { message: 'Resource not accessible by integration' } });
  expect(answer.headers.get('x-accepted-github-permissions')).toBe('checks=write');
});

test('a permission that the installation loses is lost to live tokens', async () => {
  const { token } = (await mint()).body;
  const { control } = github;
  const [installation] = await control.listInstallations();
  await control.acceptNewPermissions({ installationId, permissions: { contents: 'read' } });
  expect(await call('/repos/acme/private/commits/main/statuses', { token })).toMatchObject({ status: 403 });
  await control.acceptNewPermissions({ installationId, permissions: installation?.permissions ?? {} });
  expect(await call('/repos/acme/private/commits/main/statuses', { token })).toMatchObject({ status: 200 });
});

test('a suspended installation gets no token and its live ones do nothing', async () => {
  const { token } = (await mint()).body;
  await github.control.suspendInstallation({ installationId });
  expect(await mint()).toMatchObject({ status: 403, body: { message: 'This installation has been suspended' } });
  const answer = await call('/repos/acme/private', { token });
  expect(answer).toMatchObject({
    status: 403,
    body: { message: expect.stringMatching(/^Sorry\. This installation owned by acme/) },
  });
  await github.control.unsuspendInstallation({ installationId });
  expect(await call('/repos/acme/private', { token })).toMatchObject({ status: 200 });
});

test('an archived repository is read-only', async () => {
  const { token } = (await mint()).body;
  await github.control.archiveRepository({ owner: 'acme', repo: 'private' });
  const answer = await call('/repos/acme/private/statuses/x', { method: 'POST', token, body: { state: 'success' } });
  expect(answer).toMatchObject({ status: 403, body: { message: 'Repository was archived so is read-only.' } });
  await github.control.archiveRepository({ owner: 'acme', repo: 'private', archived: false });
});

test('users see their own and public repositories, and make statuses but no check-runs', async () => {
  const { token } = await github.control.createUserToken({ login: 'mona' });
  expect(await call('/repos/mona/hers', { token })).toMatchObject({
    status: 200,
    body: { permissions: { admin: true } },
  });
  expect(await call('/repos/acme/private', { token })).toMatchObject({ status: 404 });
  expect(await call('/repos/acme/public/commits/main/check-runs', { token })).toMatchObject({ status: 200 });
  const { sha } = await github.control.commitFiles({ owner: 'mona', repo: 'hers', files: { a: 'a' } });
  const status = { method: 'POST', token, body: { state: 'success' } };
  expect(await call(`/repos/mona/hers/statuses/${sha}`, status)).toMatchObject({
    status: 201,
    body: { creator: { login: 'mona' } },
  });
  const run = { method: 'POST', token, body: { name: 'x', head_sha: sha } };
  expect(await call('/repos/mona/hers/check-runs', run)).toMatchObject({
    status: 403,
    body: { message: 'You must authenticate via a GitHub App.' },
  });
});

test('nobody in particular reads what is public, by curl’s -u, too, and writes nothing', async () => {
  expect(await call('/repos/acme/public/commits/main/check-runs')).toMatchObject({ status: 200 });
  expect(await call('/repos/acme/private')).toMatchObject({ status: 404 });
  expect(await call('/repos/acme/public/statuses/x', { method: 'POST', body: {} })).toMatchObject({ status: 401 });
  expect(await call('/installation/repositories')).toMatchObject({ status: 401 });
  const { token } = await github.control.createUserToken({ login: 'octocat' });
  const authorization = `Basic ${Buffer.from(`octocat:${token}`).toString('base64')}`;
  expect(await call('/repos/acme/private', { headers: { authorization } })).toMatchObject({ status: 200 });
});
