import { generateKeyPairSync } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { githubApp } from '../../adapters/github/github-app.ts';
import type { AttemptId, InstallationId, RepositoryId, Sha } from '../../domain/shared/ids.ts';
import { PermanentFailure, RateLimited } from '../../ports/faults.ts';
import { mintingToken, type ScriptedServer, sendJson, startScriptedServer } from './github-scripted-server.ts';
import { faultOf } from './github-world.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privateKeyPem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const commit = 'a'.repeat(40) as Sha;
const address = { installationId: 7 as InstallationId, repositoryId: 8 as RepositoryId, owner: 'o', name: 'n' };
/** As long and as odd as GitHub's stateless ones. */
const token = `ghs_42_eyJ${'aB-_9'.repeat(50)}.${'c'.repeat(100)}.${'d'.repeat(170)}`;

let server: ScriptedServer;
let github: ReturnType<typeof githubApp>;

beforeEach(async () => {
  server = await startScriptedServer();
  github = adapter();
});
afterEach(() => server.close());

function adapter(requestTimeoutMs?: number) {
  const fixed = { appId: 42, privateKeyPem, webhookSecrets: ['s'], userAgent: 'waybill-tests' };
  return githubApp({ ...fixed, apiUrl: `${server.url}/api/v3/`, requestTimeoutMs });
}

/** The token is minted; each request after it is answered so. */
function answerWith(answer: (response: ServerResponse) => void) {
  server.answer = mintingToken(token, answer);
}

const text =
  (status: number, body: string, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    response.writeHead(status, headers).end(body);
const json =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    sendJson(response, status, body, headers);

const resolve = () => github.repositories.resolveRef(address, 'refs/heads/main');
const compare = () => github.repositories.compare(address, commit, commit);
const describeIt = () => github.repositories.describe(address);
const findRun = () => github.writeBack.findCheckRun(address, commit, 'n', 'x' as AttemptId);
const latestStatus = () => github.writeBack.latestStatus(address, commit, 'c');
const setStatus = () =>
  github.writeBack.setStatus(address, commit, {
    context: 'c',
    state: 'success',
    description: 'd',
    targetUrl: 'http://x',
  });
const calls = { resolve, compare, describeIt, findRun, latestStatus, setStatus };

function expectPassing(fault: unknown) {
  expect(fault).toBeInstanceOf(Error);
  expect(fault).not.toBeInstanceOf(PermanentFailure);
  expect(fault).not.toBeInstanceOf(RateLimited);
}

const page = '<!DOCTYPE html><html><body>Unicorn!</body></html>';
const html = { 'content-type': 'text/html; charset=utf-8' };
const asJson = { 'content-type': 'application/json' };

describe.each(Object.entries(calls))('%s', (_name, call) => {
  test.each([
    ['a page of a proxy as success', text(200, page, html)],
    ['an empty success', text(200, '', asJson)],
    ['a success of no type at all', text(200, '')],
    ['cut JSON as success', text(200, '{"status": "ah', asJson)],
    ['JSON of another shape', json(200, { hello: 'world' })],
    ['a list', json(200, [])],
    ['null', json(200, null)],
    ['a type that cannot be parsed', text(200, '{}', { 'content-type': ';;;' })],
    ['bytes', text(200, '\u0000\u0001', { 'content-type': 'application/octet-stream' })],
    ['no content', text(204, '')],
    ['a redirect to nowhere', text(302, '')],
    ['a redirect in a circle', text(302, '', { location: '/api/v3/repos/o/n' })],
    ['a page with 404', text(404, page, html)],
    ['a page with 403', text(403, page, html)],
    ['an empty 401', text(401, '')],
    ['a cut 422', text(422, '{"message": "Valida', asJson)],
    ['an error whose message is no text', json(400, { message: { a: 1 } })],
    ['500 in GitHub’s form', json(500, { message: 'Server Error' })],
    ['a page with 502', text(502, page, html)],
    ['503 with retry-after', text(503, '', { 'retry-after': '3' })],
    ['a closed connection', (response: ServerResponse) => void response.socket?.destroy()],
    [
      'a body cut by the connection',
      (response: ServerResponse) => {
        response.writeHead(200, { ...asJson, 'content-length': '1000' });
        response.write('{"status"', () => response.socket?.destroy());
      },
    ],
  ])('%s is worth another try', async (_what, answer) => {
    answerWith(answer);
    const fault = await faultOf(call());
    expectPassing(fault);
    expect(String(fault)).toMatch(/GitHub/);
  });
});

test('one call is one try: nothing is repeated behind our back', async () => {
  for (const answer of [
    json(500, { message: 'x' }),
    json(401, { message: 'Bad credentials' }),
    json(404, { message: 'Not Found' }),
  ]) {
    answerWith(answer);
    await github.tokenFor(address.installationId, address.repositoryId);
    server.requests.length = 0;
    await faultOf(resolve());
    expect(server.requests).toHaveLength(1);
  }
});

test('a passing fault names method, path, status, GitHub’s sentence and its request', async () => {
  answerWith(json(502, { message: 'Server Error' }, { 'x-github-request-id': 'AB12:CD' }));
  expect(String(await faultOf(resolve()))).toBe(
    'Error: GitHub answered GET /api/v3/repositories/8/commits/refs%2Fheads%2Fmain with 502: Server Error (request AB12:CD).',
  );
});

test('GitHub’s refusals keep its sentence with its details', async () => {
  answerWith(
    json(422, {
      message: 'Validation Failed',
      errors: [{ resource: 'Status', code: 'custom', message: 'description is too long (maximum is 140 characters)' }],
    }),
  );
  const fault = await faultOf(setStatus());
  expect(fault).toMatchObject({ name: 'PermanentFailure', code: 'github_refused' });
  expect(String(fault)).toContain('Validation Failed; description is too long (maximum is 140 characters)');
});

test.each([
  [404, 'Not Found', 'repository_not_accessible'],
  [451, 'Repository access blocked', 'repository_not_accessible'],
  [403, 'Sorry. This installation owned by o suspended your access at 2026.', 'installation_suspended'],
  [403, 'Resource not accessible by integration', 'github_refused'],
  [400, 'Problems parsing JSON', 'github_refused'],
  [410, 'This API is retired', 'github_refused'],
])('%i %s is %s', async (status, message, code) => {
  // Even where it used up the rate limit: waiting for that would not help.
  answerWith(
    json(status, { message }, status === 403 ? { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9' } : {}),
  );
  expect(await faultOf(describeIt())).toMatchObject({ name: 'PermanentFailure', code });
});

test('a proxy’s 429 is a rate limit as well', async () => {
  answerWith(text(429, page, { ...html, 'retry-after': '9' }));
  expect(await faultOf(resolve())).toBeInstanceOf(RateLimited);
});

test('a rate limit while the token is minted is one, and is not remembered', async () => {
  server.answer = json(403, { message: 'You have exceeded a secondary rate limit.' });
  expect(await faultOf(resolve())).toBeInstanceOf(RateLimited);
  answerWith(text(200, commit));
  expect(await resolve()).toMatchObject({ kind: 'found' });
});

test.each([
  ['an answer that never comes', () => {}],
  ['an answer that stops half-way', (response: ServerResponse) => void response.writeHead(200, asJson).write('{"id":')],
])('%s ends at the time limit', async (_what, answer) => {
  github = adapter(150);
  answerWith(answer);
  const fault = await faultOf(describeIt());
  expectPassing(fault);
  expect(String(fault)).toContain('150 ms');
});

test('a server that is away is worth another try', async () => {
  await server.close();
  const fault = await faultOf(describeIt());
  expectPassing(fault);
  expect(String(fault)).toMatch(/The connection to GitHub failed at POST .*access_tokens.*ECONNREFUSED/);
});

test.each([
  ['without a token', json(201, { expires_at: '2030-01-01T00:00:00Z' })],
  ['with an empty token', json(201, { token: '', expires_at: '2030-01-01T00:00:00Z' })],
  ['without an end', json(201, { token })],
  ['of a form yet unknown', json(201, { token: 'next-aB-_9aB-_9' })],
  ['in a cut answer', text(201, '{"token": "next-aB-_9aB-_9', { 'content-type': 'application/json' })],
  ['with an end that is no time', json(201, { token, expires_at: 'soon' })],
])('a minted token %s is worth another try, and does not appear in the message', async (_what, answer) => {
  server.answer = answer;
  const fault = await faultOf(github.tokenFor(address.installationId));
  expectPassing(fault);
  expect(JSON.stringify([String(fault), (fault as Error).stack])).not.toContain('aB-_9aB-_9');
});

test('a token that GitHub or a proxy repeats in an answer does not appear in the fault', async () => {
  for (const status of [200, 404, 422, 500, 429]) {
    answerWith(json(status, { message: `Bearer ${token} is bad`, token }, { 'x-github-request-id': token }));
    const fault = await faultOf(describeIt());
    expect(String(fault)).not.toContain('aB-_9aB-_9');
  }
});

test('requests carry the token, the API’s version and our name', async () => {
  answerWith(text(200, commit, { 'content-type': 'application/vnd.github.sha; charset=utf-8' }));
  await resolve();
  expect(server.requests.at(-1)?.headers).toMatchObject({
    authorization: `Bearer ${token}`,
    'x-github-api-version': '2022-11-28',
    accept: 'application/vnd.github.sha',
    'user-agent': expect.stringMatching(/^waybill-tests /),
  });
  expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({ repository_ids: [8] });
});

test('a sha is read whatever type the answer has', async () => {
  for (const type of ['application/vnd.github.sha', 'text/plain', 'application/octet-stream']) {
    answerWith(text(200, `${commit}\n`, { 'content-type': type }));
    expect(await resolve()).toEqual({ kind: 'found', ref: 'refs/heads/main', commit });
  }
});
