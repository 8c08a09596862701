import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InstallationId } from '../../domain/shared/ids.ts';
import { RateLimited } from '../../ports/faults.ts';
import { adapterOn, faultOf, type GitHubWorld, owner, startGitHubWorld } from './github-world.ts';

let world: GitHubWorld;

const callback = 'http://127.0.0.1:9/back';

beforeAll(async () => {
  world = await startGitHubWorld();
  await world.control.configureApp({ callbackUrls: [callback] });
  await world.control.createAccount({ login: 'ada', type: 'User' });
  await world.control.createAccount({ login: 'eve', type: 'User' });
  await world.control.addMember({ organization: owner, login: 'ada' });
});
afterAll(() => world?.close());

const proofs = () => world.github.bindingProofs;
const unknownInstallation = 987_654 as InstallationId;

test('the App is installed at its page, unless another address is set', async () => {
  const { slug } = world.simulator.app;
  expect(await proofs().installUrl()).toMatch(new RegExp(`^http://.*/${slug}/installations/new$`));
  const installUrl = 'https://github.example.com/apps/other/installations/new';
  const counts = await world.requestsOf(async () => {
    expect(await adapterOn(world.simulator, { installUrl }).bindingProofs.installUrl()).toBe(installUrl);
  });
  expect(counts).toEqual({});
});

test('an installation comes with the time at which GitHub made it, in whole seconds', async () => {
  const { installationId } = world.address;
  const found = await proofs().installation(installationId);
  expect(found?.facts).toEqual(await world.github.app.installation(installationId));
  expect(found?.createdAt.getMilliseconds()).toBe(0);
  expect(Math.abs(Date.now() - (found?.createdAt.getTime() ?? 0))).toBeLessThan(3_600_000);
  expect(await proofs().installation(unknownInstallation)).toBeNull();
});

describe('the user behind a token', () => {
  const tokenOf = async (login: string) => (await world.control.authorizeUser({ login })).token;
  const sight = async (token: string, id = world.address.installationId) => proofs().sight(token, id);

  test('sees all of an installation on an account of theirs', async () => {
    expect(await sight(await tokenOf('ada'))).toBe('all');
  });

  test('sees nothing of other accounts’ installations, nor of unknown ones', async () => {
    expect(await sight(await tokenOf('eve'))).toBe('none');
    expect(await sight(await tokenOf('ada'), unknownInstallation)).toBe('none');
  });

  test('is nobody when GitHub does not take the token, or it is of another kind', async () => {
    expect(await sight(`ghu_${'x'.repeat(36)}`)).toBe('none');
    const expired = await tokenOf('ada');
    await world.control.expireTokens({ login: 'ada' });
    expect(await sight(expired)).toBe('none');
    const { token } = await world.control.createUserToken({ login: 'ada' });
    expect(await sight(token)).toBe('none');
  });

  test('sees a part when the installation reaches repositories that they do not', async () => {
    const token = await tokenOf('ada');
    const pathPattern = '^/user/installations/\\d+/repositories';
    const body = { total_count: 0, repositories: [] };
    await world.control.addFault({ match: { kind: 'rest', pathPattern }, times: 1, respond: { status: 200, body } });
    expect(await sight(token)).toBe('some');
    expect(await sight(token)).toBe('all');
  });

  test('is looked for on all pages of their installations', async () => {
    for (let number = 0; number < 101; number += 1) {
      const login = `many-${number}`;
      await world.control.createAccount({ login, type: 'Organization', members: ['ada'] });
      const { id } = await world.control.installApp({ accountLogin: login });
      if (number === 100) expect(await sight(await tokenOf('ada'), id as InstallationId)).toBe('all');
    }
    const counts = await world.requestsOf(async () => sight(await tokenOf('ada'), unknownInstallation));
    expect(counts).toEqual({ 'GET /user/installations': 2 });
  });

  test('is not taken for nobody when GitHub asks for a pause or is away', async () => {
    const token = await tokenOf('ada');
    await world.control.addFault({ match: { kind: 'rest' }, respond: { secondaryLimit: { retryAfterSeconds: 5 } } });
    expect(await faultOf(sight(token))).toBeInstanceOf(RateLimited);
    await world.control.addFault({ match: { kind: 'rest' }, respond: { status: 502 } });
    expect(await faultOf(sight(token))).not.toMatchObject({ name: 'PermanentFailure' });
  });
});

describe('a code', () => {
  /** What a browser brings back from GitHub's page. */
  async function codeFor(login: string, query: Record<string, string> = {}): Promise<string> {
    await world.control.setBrowser({ login, consent: 'accept' });
    const asked = new URLSearchParams({ client_id: world.simulator.app.clientId, redirect_uri: callback, ...query });
    const answer = await fetch(`${world.simulator.baseUrl}/login/oauth/authorize?${asked}`, { redirect: 'manual' });
    return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  }
  const configured = (over: Parameters<typeof adapterOn>[1] = {}) =>
    adapterOn(world.simulator, {
      clientId: world.simulator.app.clientId,
      clientSecret: world.simulator.app.clientSecret,
      gitUrl: world.simulator.baseUrl,
      ...over,
    }).bindingProofs;

  test('is exchanged for a token, once', async () => {
    const exchange = { code: await codeFor('ada'), redirectUri: callback };
    const exchanged = await configured().exchangeCode(exchange);
    expect(exchanged).toEqual({ kind: 'token', userToken: expect.stringMatching(/^ghu_/) });
    const userToken = exchanged.kind === 'token' ? exchanged.userToken : '';
    expect(await proofs().sight(userToken, world.address.installationId)).toBe('all');
    expect(await configured().exchangeCode(exchange)).toEqual({
      kind: 'refused',
      reason: expect.stringContaining('bad_verification_code'),
    });
  });

  test('with a PKCE challenge needs its verifier', async () => {
    // Source: RFC 7636, appendix B.
    const codeVerifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    const challenge = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' };
    expect(await configured().exchangeCode({ code: await codeFor('ada', challenge) })).toMatchObject({
      kind: 'refused',
    });
    const code = await codeFor('ada', challenge);
    expect(await configured().exchangeCode({ code, codeVerifier })).toMatchObject({ kind: 'token' });
  });

  test('with wrong client credentials is the operator’s to mend', async () => {
    const fault = await faultOf(configured({ clientSecret: 'wrong' }).exchangeCode({ code: await codeFor('ada') }));
    expect(fault).toMatchObject({ code: 'github_refused', message: expect.stringContaining('GITHUB_CLIENT_SECRET') });
  });

  test('is not exchanged where client id and secret are not known', async () => {
    expect(await proofs().exchangeCode({ code: 'c' })).toEqual({ kind: 'not-configured' });
  });
});
