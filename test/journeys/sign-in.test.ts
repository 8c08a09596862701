import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { type SignedInBrowser, signedInBrowser, signIn, signInByLink } from '../support/sign-in.ts';
import { startWaybillSystem, type WaybillSystem } from '../support/waybill-system.ts';

let postgres: PostgresServer;
let system: WaybillSystem;

beforeAll(async () => {
  postgres = await startPostgres();
  system = await startWaybillSystem({ postgres, temporal: null, signIn: true, settings: { LOG_LEVEL: 'debug' } });
  for (const login of ['mona', 'lisa', 'hubot']) await system.github.control.createAccount({ login, type: 'User' });
}, 120_000);

afterAll(async () => {
  await system?.close();
  await postgres?.stop();
}, 60_000);

type Organization = { id: string; role: string; member_id: string };
type Session = { user: { login: string | null; name: string } | null; organizations: Organization[] };

const ownerKey = () => system.environment.WAYBILL_FIRST_API_KEY ?? '';
const sessionOf = async ({ read }: SignedInBrowser): Promise<Session> =>
  (await fetch(`${system.url}/api/v1/session`, { headers: read })).json() as Promise<Session>;

/** A browser that follows redirects one by one and keeps its cookies, as people's do. */
function visitor(cookies: Record<string, string> = {}) {
  const jar = new Map(Object.entries(cookies));
  const visit = async (url: string | URL) => {
    const ours = new URL(url, system.url).origin === system.url;
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(url, system.url), {
      redirect: 'manual',
      headers: ours && cookie !== '' ? { Cookie: cookie } : {},
    });
    for (const set of ours ? answer.headers.getSetCookie() : []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return { status: answer.status, location: answer.headers.get('Location') ?? '' };
  };
  /** To GitHub, and back to the callback's address, which is not visited yet. */
  const toGitHub = async (returnTo = '/attempts') => {
    const left = await visit(`/sign-in/github?return_to=${encodeURIComponent(returnTo)}`);
    expect(left.location).toContain(`${system.github.baseUrl}/login/oauth/authorize?`);
    return (await visit(left.location)).location;
  };
  const browser = () => signedInBrowser(`waybill_session=${jar.get('waybill_session') ?? ''}`);
  return { jar, visit, toGitHub, browser };
}

/** Who sits at the browser, and what they press at GitHub. */
const sits = (login: string, consent: 'accept' | 'deny' = 'accept') =>
  system.github.control.setBrowser({ login, consent });

async function invited(role: string): Promise<string> {
  const made = await system.api.request('POST', '/api/v1/organization/members', { name: `a ${role}`, role });
  return ((await made.json()) as { id: string }).id;
}

async function linkFor(memberId: string): Promise<string> {
  const made = await system.api.request('POST', `/api/v1/organization/members/${memberId}/sign-in-links`);
  return ((await made.json()) as { url: string }).url;
}

describe('sign-in with GitHub', () => {
  test('signs in whom GitHub vouches for, and goes on where he was; an invitation opens the organization', async () => {
    await sits('mona');
    const mona = visitor();
    expect(await mona.visit(await mona.toGitHub('/registry?q=x'))).toEqual({ status: 302, location: '/registry?q=x' });
    expect(await sessionOf(mona.browser())).toMatchObject({ user: { login: 'mona' }, organizations: [] });
    const refused = await fetch(`${system.url}/api/v1/organization`, { headers: mona.browser().read });
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([403, 'not_a_member']);

    const joined = await signInByLink(system.url, await linkFor(await invited('member')), mona.browser().cookie);
    expect(await sessionOf(joined)).toMatchObject({ user: { login: 'mona' }, organizations: [{ role: 'member' }] });
    expect((await fetch(`${system.url}/api/v1/organization`, { headers: joined.read })).status).toBe(200);
    const again = visitor();
    await again.visit(await again.toGitHub());
    expect(await sessionOf(again.browser())).toMatchObject({ organizations: [{ role: 'member' }] });
  });

  test('that is denied, stale, replayed or of another browser signs nobody in', async () => {
    await sits('lisa', 'deny');
    const lisa = visitor();
    expect((await lisa.visit(await lisa.toGitHub())).location).toBe(
      '/sign-in?problem=sign_in_denied&return_to=%2Fattempts',
    );
    await sits('lisa');
    const stale = await lisa.toGitHub();
    const callback = await lisa.toGitHub();
    expect((await lisa.visit(stale)).location).toContain('problem=sign_in_expired');
    expect((await lisa.visit(callback)).location).toBe('/sign-in?problem=sign_in_expired');
    expect(lisa.jar.size).toBe(0);

    const fresh = await lisa.toGitHub();
    const flow = Object.fromEntries(lisa.jar);
    expect((await visitor().visit(fresh)).location).toContain('problem=sign_in_expired');
    expect((await lisa.visit(fresh)).location).toBe('/attempts');
    expect((await lisa.visit(fresh)).location).toContain('problem=sign_in_expired');
    // Even a browser that kept what it had to give up: GitHub takes the code once.
    expect((await visitor(flow).visit(fresh)).location).toContain('problem=sign_in_failed');
    expect((await sessionOf(lisa.browser())).user).toMatchObject({ login: 'lisa' });
  });

  test('is how somebody who came by a link is known from then on', async () => {
    const byLink = await signInByLink(system.url, await linkFor(await invited('admin')));
    expect((await sessionOf(byLink)).user).toMatchObject({ name: 'a admin', login: null });
    await sits('hubot');
    const hubot = visitor({ waybill_session: byLink.cookie.replace('waybill_session=', '') });
    await hubot.visit(await hubot.toGitHub());
    const elsewhere = visitor();
    await elsewhere.visit(await elsewhere.toGitHub());
    expect(await sessionOf(elsewhere.browser())).toMatchObject({
      ...{ user: { login: 'hubot' }, organizations: [{ role: 'admin' }] },
    });
    expect((await sessionOf(byLink)).user).toBeNull();

    const another = await signInByLink(system.url, await linkFor(await invited('viewer')));
    const same = visitor({ waybill_session: another.cookie.replace('waybill_session=', '') });
    expect((await same.visit(await same.toGitHub())).location).toContain('problem=identity_conflict');
  });
});

describe('a session', () => {
  test('makes changes as its member: a key with a role, which the log says came of a session', async () => {
    const owner = await signIn(system.url, ownerKey());
    const post = (headers: Record<string, string>, name: string) =>
      fetch(`${system.url}/api/v1/organization/keys`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json', 'Idempotency-Key': name },
        body: JSON.stringify({ name, permissions: ['registry:push'], role: 'admin' }),
      });
    const made = await post(owner.change, 'ci');
    expect(made.status).toBe(201);
    const { key, id } = (await made.json()) as { key: string; id: string };
    expect((await post(owner.change, 'ci')).status).toBe(409);
    expect((await post({ ...owner.read, Origin: system.url }, 'ci-2')).status).toBe(201);
    expect((await post({ ...owner.read, Origin: 'http://127.0.0.1:1' }, 'ci-3')).status).toBe(403);
    const log = await system.api.request('GET', `/api/v1/organization/audit-log?target_id=${id}`);
    expect(await log.json()).toMatchObject({ records: [{ action: 'api_key.created', via: 'session', key: null }] });
    const asKey = { Authorization: `Bearer ${key}` };
    expect((await fetch(`${system.url}/api/v1/registry`, { headers: asKey })).status).toBe(200);
  });
});

test('the command prints a link of the first owner, which outlasts a restart', async () => {
  const { stdout } = await promisify(execFile)('node', ['apps/server/sign-in-link.ts'], { env: system.environment });
  expect(stdout).toMatch(new RegExp(`^${system.url}/sign-in#token=[\\w-]{43}\\n$`));
  const owner = await signInByLink(system.url, stdout.trim());
  await system.server.stop();
  await system.server.start();
  expect(await sessionOf(owner)).toMatchObject({ organizations: [{ role: 'owner' }] });
  expect(system.server.output()).not.toMatch(/ghu_|token=|waybill_session/);
});
