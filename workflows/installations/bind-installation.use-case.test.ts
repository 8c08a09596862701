import { beforeEach, expect, test } from 'vitest';
import { PermanentFailure } from '../../ports/faults.ts';
import { installations, World } from '../../test/support/in-memory-ports.ts';
import { sampleCaller, sampleId, sampleInstallation, sampleNumber } from '../../test/support/sample-rows.ts';
import { type BindInstallation, bindInstallation } from './bind-installation.use-case.ts';

let world: World;

beforeEach(() => {
  world = new World();
  world.onGitHub.set(77, sampleInstallation({ accountLogin: 'Acme', suspended: true }));
});

function bind(over: Partial<BindInstallation> = {}, tenancy: 'single' | 'multi' = 'single') {
  const app = { installation: async (id: number) => world.onGitHub.get(id) ?? null };
  return bindInstallation(
    { app, installations: installations(world), tenancy },
    {
      caller: sampleCaller(),
      installationId: sampleNumber(77),
      accountLogin: 'acme',
      accountType: 'Organization',
      ...over,
    },
  );
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
  const refused = await bind({ accountLogin: 'evil', accountType: 'User' });
  expect(refused).toMatchObject({
    kind: 'invalid',
    code: 'installation_account_differs',
    problems: [{ path: 'account_login' }, { path: 'account_type' }],
  });
  expect(JSON.stringify(refused)).not.toMatch(/acme/i);
  expect(world.installations).toEqual([]);
});

test("another organization's installation stays there", async () => {
  world.installations = [sampleInstallation({ organizationId: sampleId(999) })];
  expect(await bind()).toMatchObject({ kind: 'conflict', code: 'installation_bound_elsewhere' });
});

test('where organizations share a server, a number alone proves nothing', async () => {
  expect(await bind({}, 'multi')).toMatchObject({ kind: 'forbidden', code: 'proof_required' });
  expect(world.installations).toEqual([]);
});

test('an App that GitHub refuses is told so', async () => {
  const app = { installation: () => Promise.reject(new PermanentFailure('github_refused', 'Bad credentials.')) };
  const ports = { app, installations: installations(world), tenancy: 'single' as const };
  const input = { caller: sampleCaller(), installationId: sampleNumber<never>(77), accountLogin: 'acme' };
  expect(await bindInstallation(ports, { ...input, accountType: 'User' })).toMatchObject({ code: 'github_refused' });
});
