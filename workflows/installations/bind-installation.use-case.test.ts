import { beforeEach, describe, expect, test } from 'vitest';
import type { OrganizationId } from '../../domain/shared/ids.ts';
import { PermanentFailure } from '../../ports/faults.ts';
import { bindingProofs, setupStates } from '../../test/support/in-memory-github.ts';
import { hashOf, installations, World } from '../../test/support/in-memory-ports.ts';
import {
  sampleCaller,
  sampleId,
  sampleInstallation,
  sampleNumber,
  sampleTime,
} from '../../test/support/sample-rows.ts';
import { type BindInstallation, type BindInstallationPorts, bindInstallation } from './bind-installation.use-case.ts';

let world: World;

const onGitHub = sampleInstallation({ accountLogin: 'Acme', suspended: true });
const account = { login: 'acme', type: 'Organization' as const };
const later = (ms: number) => new Date(sampleTime.getTime() + ms);

beforeEach(() => {
  world = new World();
  world.onGitHub.set(77, onGitHub);
  world.github.installations.set(77, { facts: onGitHub, createdAt: later(5_000) });
});

function portsOf(tenancy: 'single' | 'multi', now = later(10_000)): BindInstallationPorts {
  return {
    app: { installation: async (id: number) => world.onGitHub.get(id) ?? null },
    installations: installations(world),
    bindingProofs: bindingProofs(world.github),
    setupStates: setupStates(world.github, () => now),
    sha256Hex: hashOf,
    now: () => now,
    tenancy,
  };
}

function bind(over: Partial<BindInstallation> = {}, tenancy: 'single' | 'multi' = 'single', now?: Date) {
  const input = { caller: sampleCaller(), installationId: sampleNumber<never>(77), account, proof: {} };
  return bindInstallation(portsOf(tenancy, now), { ...input, ...over });
}

test('an installation that GitHub knows on that account is bound, as GitHub describes it', async () => {
  expect(await bind()).toMatchObject({
    kind: 'bound',
    already: false,
    installation: { organizationId: sampleId(1), accountLogin: 'Acme', suspended: true },
  });
});

test('binding again is harmless', async () => {
  await bind();
  expect(await bind()).toMatchObject({ kind: 'bound', already: true });
  expect(world.installations).toHaveLength(1);
});

test('an installation that GitHub does not know is not found', async () => {
  expect(await bind({ installationId: sampleNumber(78) })).toMatchObject({ code: 'installation_not_found' });
});

test('a wrong account is refused without naming the right one', async () => {
  const refused = await bind({ account: { login: 'evil', type: 'User' } });
  expect(refused).toMatchObject({
    kind: 'invalid',
    code: 'installation_account_differs',
    problems: [{ path: 'account_login' }, { path: 'account_type' }],
  });
  expect(JSON.stringify(refused)).not.toMatch(/acme/i);
  expect(world.installations).toEqual([]);
});

test("another organization's installation stays there, and the way out is named", async () => {
  world.installations = [sampleInstallation({ organizationId: sampleId(999) })];
  expect(await bind()).toMatchObject({
    kind: 'conflict',
    code: 'installation_bound_elsewhere',
    message: expect.stringContaining('DELETE /api/v1/github/installations/77'),
  });
});

test('an App that GitHub refuses is told so', async () => {
  const app = { installation: () => Promise.reject(new PermanentFailure('github_refused', 'Bad credentials.')) };
  const input = { caller: sampleCaller(), installationId: sampleNumber<never>(77), account, proof: {} };
  expect(await bindInstallation({ ...portsOf('single'), app }, input)).toMatchObject({ code: 'github_refused' });
});

describe('where organizations share a server', () => {
  const proven = (proof: BindInstallation['proof'], over: Partial<BindInstallation> = {}) =>
    bind({ account: null, proof, ...over }, 'multi');
  const startState = (text: string, organizationId: OrganizationId = sampleId(1)) =>
    world.github.states.set(hashOf(text), {
      organizationId,
      memberId: sampleId(2),
      createdAt: sampleTime,
      expiresAt: later(3_600_000),
      usedAt: null,
    });

  test('a number alone proves nothing', async () => {
    expect(await bind({}, 'multi')).toMatchObject({ kind: 'forbidden', code: 'proof_required' });
    expect(world.installations).toEqual([]);
  });

  test('a state proves an installation that was made after it, once', async () => {
    startState('mine');
    expect(await proven({ state: 'mine' })).toMatchObject({ kind: 'bound', installation: { accountLogin: 'Acme' } });
    expect(await proven({ state: 'mine' })).toMatchObject({ kind: 'forbidden', code: 'proof_invalid' });
  });

  test.each([
    ['one that nobody made', () => {}],
    ["another organization's", () => startState('mine', sampleId(999))],
    ['one that is older than an hour', () => startState('mine'), later(3_600_000)],
  ])('%s is no proof', async (_what, prepare, now?: Date) => {
    prepare();
    const refused = await bind({ account: null, proof: { state: 'mine' } }, 'multi', now);
    expect(refused).toMatchObject({ code: 'proof_invalid' });
    expect(world.installations).toEqual([]);
  });

  test.each([
    ['older than the state', 77, later(-1_000)],
    ['unknown to GitHub', 78, later(5_000)],
  ])('a state is no proof for an installation that is %s, and is used up by the try', async (_what, id, createdAt) => {
    startState('mine');
    world.github.installations.set(77, { facts: onGitHub, createdAt });
    const guess = await proven({ state: 'mine' }, { installationId: sampleNumber(id) });
    expect(guess).toMatchObject({ kind: 'forbidden', code: 'proof_invalid' });
    expect(world.installations).toEqual([]);
    world.github.installations.set(77, { facts: onGitHub, createdAt: later(5_000) });
    expect(await proven({ state: 'mine' })).toMatchObject({ code: 'proof_invalid' });
  });

  test('a state is kept when GitHub could not be asked', async () => {
    startState('mine');
    const ports = portsOf('multi');
    const away = { ...ports.bindingProofs, installation: () => Promise.reject(new Error('away')) };
    const input = {
      caller: sampleCaller(),
      installationId: sampleNumber<never>(77),
      account,
      proof: { state: 'mine' },
    };
    expect(await bindInstallation({ ...ports, bindingProofs: away }, input)).toMatchObject({ kind: 'unavailable' });
    expect(await bindInstallation(ports, input)).toMatchObject({ kind: 'bound' });
  });

  test('a user who sees all of the installation proves it, also an old one', async () => {
    world.github.installations.set(77, { facts: onGitHub, createdAt: later(-86_400_000) });
    world.github.sights.set('ghu_ada', 'all');
    expect(await proven({ userToken: 'ghu_ada' })).toMatchObject({ kind: 'bound' });
  });

  test.each(['some', 'none'] as const)('a user who sees %s of it does not', async (sight) => {
    world.github.sights.set('ghu_ada', sight);
    expect(await proven({ userToken: 'ghu_ada' })).toMatchObject({ kind: 'forbidden', code: 'proof_invalid' });
    expect(world.installations).toEqual([]);
  });

  test('a code is exchanged for a token, which is then looked at', async () => {
    world.github.sights.set('ghu_ada', 'all');
    world.github.tokensByCode.set('c0de', 'ghu_ada');
    const exchange = { code: 'c0de', codeVerifier: 'v', redirectUri: 'https://waybill.example.com/back' };
    expect(await proven({ exchange })).toMatchObject({ kind: 'bound' });
    expect(world.github.exchanges).toEqual([exchange]);
    expect(await proven({ exchange: { code: 'other' } })).toMatchObject({
      code: 'proof_invalid',
      message: expect.stringContaining('bad_verification_code'),
    });
  });

  test('a server without the client secret says that it takes no codes', async () => {
    world.github.takesCodes = false;
    expect(await proven({ exchange: { code: 'c0de' } })).toMatchObject({
      kind: 'invalid',
      problems: [{ path: 'code' }],
    });
  });

  test('beside a token, a state must be the organization’s own all the same', async () => {
    world.github.sights.set('ghu_ada', 'all');
    startState('theirs', sampleId(999));
    expect(await proven({ userToken: 'ghu_ada', state: 'theirs' })).toMatchObject({ code: 'proof_invalid' });
    startState('mine');
    expect(await proven({ userToken: 'ghu_ada', state: 'mine' })).toMatchObject({ kind: 'bound' });
  });

  test('an account that is given is held against GitHub’s answer too', async () => {
    world.github.sights.set('ghu_ada', 'all');
    const refused = await proven({ userToken: 'ghu_ada' }, { account: { login: 'evil', type: 'User' } });
    expect(refused).toMatchObject({ code: 'installation_account_differs' });
    expect(world.installations).toEqual([]);
  });
});

test('with one tenant, whoever leaves the account out sends a proof, which is checked', async () => {
  expect(await bind({ account: null, proof: { userToken: 'ghu_ada' } })).toMatchObject({ code: 'proof_invalid' });
  world.github.sights.set('ghu_ada', 'all');
  expect(await bind({ account: null, proof: { userToken: 'ghu_ada' } })).toMatchObject({ kind: 'bound' });
});
