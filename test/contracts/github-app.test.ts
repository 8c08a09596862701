import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InstallationId, RepositoryId } from '../../domain/shared/ids.ts';
import { adapterOn, faultOf, type GitHubWorld, owner, startGitHubWorld } from './github-world.ts';

let world: GitHubWorld;

beforeAll(async () => {
  world = await startGitHubWorld();
});
afterAll(() => world?.close());

const unknownInstallation = 987_654 as InstallationId;
const foreignKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
  type: 'pkcs1',
  format: 'pem',
});
const foreignKeyPem = foreignKey.toString();

let accounts = 0;

/** An installation of its own for a test that changes it. */
async function installOnNewAccount() {
  accounts += 1;
  const login = `account-${accounts}`;
  await world.control.createAccount({ login, type: 'User' });
  const { id } = await world.control.createRepository({ owner: login, name: 'skills' });
  await world.control.commitFiles({ owner: login, repo: 'skills', files: { a: 'a' } });
  const installation = await world.control.installApp({ accountLogin: login });
  const installationId = installation.id as InstallationId;
  return { installationId, repositoryId: id as RepositoryId, owner: login, name: 'skills' };
}

describe('the App', () => {
  test('describes itself', async () => {
    expect(await world.github.appDescription()).toEqual({
      slug: world.simulator.app.slug,
      permissions: expect.objectContaining({ contents: 'read', checks: 'write', statuses: 'write' }),
      events: expect.arrayContaining(['push', 'create']),
      htmlUrl: expect.stringContaining(world.simulator.app.slug),
    });
  });

  test('knows its installations, suspended or not, and none of others', async () => {
    const { installationId, owner: accountLogin } = await installOnNewAccount();
    const facts = {
      installationId,
      accountId: expect.any(Number),
      accountLogin,
      accountType: 'User',
      suspended: false,
      permissions: expect.objectContaining({ contents: 'read' }),
      events: expect.arrayContaining(['push']),
      repositorySelection: 'all',
    };
    const counts = await world.requestsOf(async () => {
      expect(await world.github.app.installation(installationId)).toEqual(facts);
    });
    expect(counts).toEqual({ 'GET /app/installations/{installation_id}': 1 });
    await world.control.suspendInstallation({ installationId });
    expect(await world.github.app.installation(installationId)).toEqual({ ...facts, suspended: true });
    expect(await world.github.app.installation(unknownInstallation)).toBeNull();
  });

  test('with a key that is not its own is refused, and says what to check', async () => {
    const stranger = adapterOn(world.simulator, { privateKeyPem: foreignKeyPem });
    const fault = await faultOf(stranger.app.installation(world.address.installationId));
    expect(fault).toMatchObject({ code: 'github_refused', message: expect.stringContaining('its private key') });
    expect(await faultOf(stranger.tokenFor(world.address.installationId))).toMatchObject({ code: 'github_refused' });
  });

  test('goes on with the previous key while the new one is not known to GitHub, and keeps to the one that works', async () => {
    const adapter = adapterOn(world.simulator, {
      privateKeyPem: foreignKeyPem,
      previousPrivateKeyPem: world.simulator.app.privateKeyPem,
    });
    const requests = async () => {
      const counts = await world.requestsOf(() => adapter.app.installation(world.address.installationId));
      return Object.values(counts).reduce((sum, count) => sum + count, 0);
    };
    expect(await requests()).toBe(2);
    expect(await requests()).toBe(1);
  });

  test('under an id that is no App’s is refused as such, not taken for an unknown installation', async () => {
    const nobody = adapterOn(world.simulator, { appId: 1 });
    expect(await faultOf(nobody.app.installation(world.address.installationId))).toMatchObject({
      code: 'github_refused',
    });
  });
});

describe('a token of an installation', () => {
  const mint = 'POST /app/installations/{installation_id}/access_tokens';

  test('is minted once for many waiters and used for all that follows', async () => {
    const address = await installOnNewAccount();
    const counts = await world.requestsOf(async () => {
      const { repositories, tokenFor } = world.github;
      const refs = Array.from({ length: 20 }, () => repositories.resolveRef(address, 'refs/heads/main'));
      await Promise.all([...refs, tokenFor(address.installationId, address.repositoryId)]);
    });
    expect(counts).toEqual({ [mint]: 1, 'GET /repos/{owner}/{repo}/commits/{ref}': 20 });
  });

  test('of one repository reads that one only', async () => {
    const { id } = await world.control.createRepository({ owner, name: 'other', private: true });
    const token = await world.github.tokenFor(world.address.installationId, world.address.repositoryId);
    const read = (repo: string) =>
      fetch(`${world.simulator.apiUrl}/repos/${owner}/${repo}`, { headers: { authorization: `Bearer ${token}` } });
    expect((await read('skills')).status).toBe(200);
    expect((await read('other')).status).toBe(404);
    const whole = await world.github.tokenFor(world.address.installationId);
    expect(whole).not.toBe(token);
    expect(await world.github.tokenFor(world.address.installationId, id as RepositoryId)).not.toBe(token);
  });

  test('that GitHub ended early is replaced at the next try', async () => {
    const address = await installOnNewAccount();
    const resolve = () => world.github.repositories.resolveRef(address, 'refs/heads/main');
    await resolve();
    await world.control.expireTokens({ installationId: address.installationId });
    const fault = await faultOf(resolve());
    expect(fault).not.toMatchObject({ name: 'PermanentFailure' });
    expect(String(fault)).toContain('Bad credentials');
    expect(await resolve()).toMatchObject({ kind: 'found' });
  });

  test('that is refused twice running is a permanent failure', async () => {
    const address = await installOnNewAccount();
    const resolve = () => world.github.repositories.resolveRef(address, 'refs/heads/main');
    const body = { message: 'Bad credentials' };
    await world.control.addFault({ match: { method: 'GET' }, times: 2, respond: { status: 401, body } });
    expect(await faultOf(resolve())).not.toMatchObject({ name: 'PermanentFailure' });
    expect(await faultOf(resolve())).toMatchObject({ code: 'github_refused' });
    expect(await resolve()).toMatchObject({ kind: 'found' });
  });

  test('of a suspended installation: minting and using it say so', async () => {
    const address = await installOnNewAccount();
    const resolve = () => world.github.repositories.resolveRef(address, 'refs/heads/main');
    await resolve();
    await world.control.suspendInstallation({ installationId: address.installationId });
    const code = 'installation_suspended';
    expect(await faultOf(resolve())).toMatchObject({ code, message: expect.stringContaining('suspended your access') });
    const minting = await faultOf(world.github.tokenFor(address.installationId));
    expect(minting).toMatchObject({ code, message: expect.stringContaining('This installation has been suspended') });
    await world.control.unsuspendInstallation({ installationId: address.installationId });
    expect(await resolve()).toMatchObject({ kind: 'found' });
  });

  test('of an installation that was removed, or never was', async () => {
    const code = 'installation_missing';
    const { installationId } = await installOnNewAccount();
    await world.control.deleteInstallation({ installationId });
    expect(await faultOf(world.github.tokenFor(installationId))).toMatchObject({ code });
    expect(await faultOf(world.github.tokenFor(unknownInstallation))).toMatchObject({ code });
  });

  test('for a repository that was taken out of the installation', async () => {
    const { installationId, repositoryId, owner: login } = await installOnNewAccount();
    await world.control.createRepository({ owner: login, name: 'kept' });
    await world.control.setInstallationRepositories({ installationId, repositories: ['kept'] });
    const fault = await faultOf(world.github.tokenFor(installationId, repositoryId));
    expect(fault).toMatchObject({
      code: 'repository_not_accessible',
      message: expect.stringContaining(`${repositoryId}`),
    });
  });

  test('whose minting fails is asked for again', async () => {
    const { installationId } = await installOnNewAccount();
    await world.control.addFault({ match: { method: 'POST' }, respond: { status: 502 } });
    await faultOf(world.github.tokenFor(installationId));
    expect(await world.github.tokenFor(installationId)).toMatch(/^ghs_/);
  });

  test('that git was refused with is not handed out again', async () => {
    const { installationId } = await installOnNewAccount();
    const token = await world.github.tokenFor(installationId);
    world.github.dropToken(token);
    expect(await world.github.tokenFor(installationId)).not.toBe(token);
  });
});
