import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AccountId } from '../../../domain/shared/ids.ts';
import { type HttpService, startHttpService } from '../../../test/support/http-service.ts';
import { hashOf } from '../../../test/support/in-memory-ports.ts';
import { sampleMembership } from '../../../test/support/in-memory-sessions.ts';
import { sampleId } from '../../../test/support/sample-rows.ts';
import { cookieOf } from '../../../test/support/sign-in.ts';

const path = '/api/v1/session';
const ours = { 'Sec-Fetch-Site': 'same-origin' };

let service: HttpService;

beforeEach(async () => {
  service = await startHttpService();
});

afterEach(() => service.close());

type Sent = { method?: string; headers?: Record<string, string>; json?: unknown };

const ask = (to: string, { method = 'GET', headers = {}, json }: Sent = {}) =>
  service.send(method, to, {
    key: null,
    headers: { ...headers, ...(json !== undefined && { 'Content-Type': 'application/json' }) },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
const codeOf = (answer: { status: number; json(): { code?: string } }) => [answer.status, answer.json().code];

const linkToken = 'link'.padEnd(43, '0');
const addLink = () => service.signIns.links.set(hashOf(linkToken), { membership: sampleMembership(), isUsed: false });

describe('who is signed in', () => {
  const gitHub = { sign_in: { github: true }, github_url: 'https://github.example.com' };
  const nobody = { user: null, organizations: [], expires_at: null, ...gitHub };

  test('is nobody at first, which is no error', async () => {
    const answer = await ask(path);
    expect([answer.status, answer.json(), answer.headers.getSetCookie()]).toEqual([200, nobody, []]);
    service.signIns.isConfigured = false;
    expect((await ask(path)).json()).toEqual({ ...nobody, sign_in: { github: false } });
  });

  test('is told with the organizations that the session reaches', async () => {
    const { read } = service.addSession('ada', { memberships: [sampleMembership({ role: 'viewer' })] });
    const answer = await ask(path, { headers: read });
    expect(answer.json()).toEqual({
      user: { id: sampleId(400), name: 'Ada', login: 'ada', avatar_url: null },
      organizations: [{ id: sampleId(1), name: 'default', plan: 'pro', role: 'viewer', member_id: sampleId(2) }],
      ...gitHub,
      expires_at: expect.stringMatching(/Z$/),
    });
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
  });

  test.each(['x', 'a'.repeat(43), '%00', '"; drop table users'])(
    'is nobody by the cookie %s, which goes',
    async (value) => {
      const answer = await ask(path, { headers: { Cookie: `waybill_session=${value}` } });
      expect([answer.status, answer.json()]).toEqual([200, nobody]);
      expect(answer.headers.getSetCookie()).toEqual(['waybill_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax']);
    },
  );

  test('is not looked up by a key', async () => {
    expect((await service.send('GET', path)).json()).toEqual(nobody);
  });
});

describe('a one-time link', () => {
  const use = (headers: Record<string, string> = ours, token: unknown = linkToken) =>
    ask(`${path}/link`, { method: 'POST', headers, json: { token } });

  test('signs in once, with a cookie that no script reads', async () => {
    addLink();
    const answer = await use();
    expect(answer.json()).toMatchObject({ user: { name: 'Ada' }, organizations: [{ id: sampleId(1) }] });
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^waybill_session=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/),
    ]);
    const read = await ask(path, { headers: { Cookie: cookieOf(answer.headers) } });
    expect(read.json().user).toEqual(answer.json().user);
    expect(codeOf(await use())).toEqual([403, 'link_used']);
    expect(JSON.stringify(service.logLines)).not.toContain(linkToken);
  });

  test('that was withdrawn signs nobody in, and says what to do', async () => {
    addLink();
    const links = `/api/v1/organization/members/${sampleMembership().memberId}/sign-in-links`;
    expect((await service.send('DELETE', links)).status).toBe(204);
    const answer = await use();
    expect([...codeOf(answer), answer.headers.getSetCookie()]).toEqual([403, 'link_expired', []]);
    expect(answer.json().detail).toMatch(/withdrawn. Ask who manages your organization for a new one/);
  });

  test.each(['', 'x', 'a'.repeat(43), '\u0000'])('that is none signs nobody in: %j', async (token) => {
    const answer = await use(ours, token);
    expect([...codeOf(answer), answer.headers.getSetCookie()]).toEqual([403, 'link_invalid', []]);
  });

  test('is not opened for another site’s page', async () => {
    addLink();
    expect(codeOf(await use({ Origin: 'https://evil.example' }))).toEqual([403, 'cross_site_request']);
    expect((await use({ Origin: service.url })).status).toBe(200);
  });

  test('goes by the public address, over TLS with a cookie of this host alone', async () => {
    await service.close();
    service = await startHttpService({ publicUrl: () => 'https://waybill.example' });
    addLink();
    expect(codeOf(await use({ Origin: service.url }))).toEqual([403, 'cross_site_request']);
    const [cookie] = (await use({ Origin: 'https://waybill.example' })).headers.getSetCookie();
    expect(cookie).toMatch(
      /^__Host-waybill_session=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure$/,
    );
  });
});

describe('signing out', () => {
  test('ends the session, and is no error without one', async () => {
    const { change, read } = service.addSession('ada', {});
    const answer = await ask(path, { method: 'DELETE', headers: change });
    expect([answer.status, answer.headers.getSetCookie()[0]]).toEqual([204, expect.stringContaining('Max-Age=0')]);
    expect((await ask(path, { headers: read })).json().user).toBeNull();
    expect((await ask(path, { method: 'DELETE', headers: change })).status).toBe(204);
  });

  test('everywhere ends all of the user’s', async () => {
    const [one, two] = ['one', 'two'].map((name, n) => service.addSession(name, { id: sampleId(401 + n) }));
    await ask(`${path}?everywhere=false`, { method: 'DELETE', headers: one?.change ?? {} });
    expect((await ask(path, { headers: two?.read ?? {} })).json().user).not.toBeNull();
    const three = service.addSession('three', { id: sampleId(403) });
    await ask(`${path}?everywhere=true`, { method: 'DELETE', headers: three.change });
    expect((await ask(path, { headers: two?.read ?? {} })).json().user).toBeNull();
  });
});

describe('a token that has served a day', () => {
  test('is replaced by the first answer, that of a call that failed too', async () => {
    for (const [to, status] of [
      [path, 200],
      ['/api/v1/organization', 403],
    ] as const) {
      const { read } = service.addSession(`old-${status}`, { rotationDue: true });
      const answer = await ask(to, { headers: read });
      expect(answer.status).toBe(status);
      const cookie = cookieOf(answer.headers);
      expect(cookie).not.toBe(read.Cookie);
      const next = await ask(path, { headers: { Cookie: cookie } });
      expect([next.json().user?.name, next.headers.getSetCookie()]).toEqual(['Ada', []]);
    }
  });
});

describe('sign-in with GitHub', () => {
  const start = '/sign-in/github';
  const mona = { githubId: 7 as AccountId, login: 'mona', name: null, avatarUrl: null };
  const location = (answer: { headers: Headers }) => answer.headers.get('Location');

  /** Sets out, and gives what the browser has to bring back. */
  async function setOut(returnTo = '/attempts?status=failed') {
    const answer = await ask(`${start}?return_to=${encodeURIComponent(returnTo)}`);
    const request = service.signIns.requests.at(-1);
    if (!request) throw new Error(answer.text);
    return { answer, request, cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
  }

  const comeBack = (query: Record<string, string>, cookie?: string) =>
    ask(`${start}/callback?${new URLSearchParams(query)}`, { headers: cookie ? { Cookie: cookie } : {} });

  beforeEach(() => {
    service.signIns.identities.set('good', mona);
  });

  test('goes to GitHub, comes back, and goes on where it began', async () => {
    const { answer, request, cookie } = await setOut();
    expect([answer.status, location(answer)]).toEqual([302, expect.stringContaining(`state=${request.state}`)]);
    expect(request.redirectUri).toBe(`${service.url}/sign-in/github/callback`);
    expect(answer.headers.getSetCookie()[0]).toMatch(/; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/);
    const back = await comeBack({ code: 'good', state: request.state }, cookie);
    expect([back.status, location(back)]).toEqual([302, '/attempts?status=failed']);
    const session = await ask(path, { headers: { Cookie: cookieOf(back.headers) } });
    expect(session.json()).toMatchObject({ user: { name: 'mona', login: 'mona' }, organizations: [] });
    expect(back.headers.getSetCookie()[0]).toContain('waybill_sign_in=; Path=/; Max-Age=0');
    expect(JSON.stringify(service.logLines)).not.toMatch(new RegExp(`${request.state}|${request.codeVerifier}|good`));
  });

  test.each(['//evil.example', 'https://evil.example', '/\\evil.example', '\\\\evil.example', '/\t/evil.example'])(
    'does not go on at %j',
    async (returnTo) => {
      const { request, cookie } = await setOut(returnTo);
      expect(location(await comeBack({ code: 'good', state: request.state }, cookie))).toBe('/');
      const planted = cookie.replace(/[^.]*$/, Buffer.from(returnTo).toString('base64url'));
      expect(location(await comeBack({ code: 'good', state: request.state }, planted))).toBe('/');
    },
  );

  const problem = (code: string) => `/sign-in?problem=${code}&return_to=%2Fattempts%3Fstatus%3Dfailed`;

  test('says on the sign-in page what went wrong', async () => {
    const { request, cookie } = await setOut();
    const { state } = request;
    const told = async (query: Record<string, string>, sent?: string) => {
      const answer = await comeBack(query, sent);
      expect(answer.headers.getSetCookie().join()).not.toContain('waybill_session');
      return location(answer);
    };
    expect(await told({ code: 'good', state })).toBe('/sign-in?problem=sign_in_expired');
    expect(await told({ code: 'good', state: 'other' }, cookie)).toBe(problem('sign_in_expired'));
    expect(await told({ code: 'good' }, cookie)).toBe(problem('sign_in_expired'));
    expect(await told({ code: 'good', state }, `${cookie}.x`)).toBe('/sign-in?problem=sign_in_expired');
    expect(await told({ error: 'access_denied', state }, cookie)).toBe(problem('sign_in_denied'));
    expect(await told({ error: 'redirect_uri_mismatch', state }, cookie)).toBe(problem('sign_in_failed'));
    expect(await told({ code: 'bad', state }, cookie)).toBe(problem('sign_in_failed'));
    expect(await told({ state }, cookie)).toBe(problem('sign_in_failed'));
    service.deps.gitHubSignIn.identify = async () => {
      throw new Error('away');
    };
    expect(await told({ code: 'good', state }, cookie)).toBe(problem('github_unavailable'));
    service.deps.sessions.signInWithGitHub = async () => ({ kind: 'conflict' });
    service.deps.gitHubSignIn.identify = async () => mona;
    expect(await told({ code: 'good', state }, cookie)).toBe(problem('identity_conflict'));
  });

  test('ends after 10 minutes', async () => {
    const { request, cookie } = await setOut();
    const now = Date.now();
    service.deps.now = () => new Date(now + 10 * 60_000);
    const back = await comeBack({ code: 'good', state: request.state }, cookie);
    expect(location(back)).toBe(problem('sign_in_expired'));
  });

  test('is told to be missing where it is not configured', async () => {
    service.signIns.isConfigured = false;
    expect(location(await ask(start))).toBe('/sign-in?problem=github_not_configured');
  });
});
