import { afterEach, beforeEach, expect, test } from 'vitest';
import { PermanentFailure, RateLimited } from '../../../ports/faults.ts';
import { type HttpService, startHttpService } from '../../../test/support/http-service.ts';
import { sampleConnection, sampleId, sampleInstallation, sampleNumber } from '../../../test/support/sample-rows.ts';

const path = `/api/v1/github/connections/${sampleId(30)}/confirm-transfer`;
const connection = sampleConnection();
const newOwner = sampleInstallation({
  installationId: sampleNumber(78),
  accountId: sampleNumber(6),
  accountLogin: 'taker',
});
const transferred = {
  id: connection.repositoryId,
  ownerId: newOwner.accountId,
  owner: 'taker',
  name: 'skills',
  private: false,
  archived: false,
  defaultBranch: 'main',
};

let service: HttpService;
let admin: string;

beforeEach(async () => {
  service = await startHttpService();
  const { world } = service;
  world.connections = [
    sampleConnection({ pausedReason: 'repository_transferred', pausedReasons: ['repository_transferred'] }),
  ];
  world.installations = [sampleInstallation(), newOwner];
  world.ownerOnGitHub = newOwner;
  world.reached = transferred;
  admin = service.addKey('admin', {});
});
afterEach(() => service.close());

const confirm = (key = admin) => service.send('POST', path, { key });

test('the connection goes on under the new owner, through the installation there', async () => {
  const answer = await confirm();
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({
    ...{ repo_full_name: 'taker/skills', installation_id: 78, paused: null },
    repository: { id: 900, owner_id: 6, private: false, archived: false },
  });
});

test.each([
  ['the App is not installed there', () => Object.assign(service.world, { ownerOnGitHub: null })],
  ['the installation does not reach the repository', () => Object.assign(service.world, { reached: null })],
  ['its installation is not known', () => Object.assign(service.world, { installations: [sampleInstallation()] })],
  [
    'its installation is bound to another organization',
    () => Object.assign(service.world, { installations: [{ ...newOwner, organizationId: sampleId(9) }] }),
  ],
])('409 while %s', async (_, arrange) => {
  arrange();
  const answer = await confirm();
  expect(answer.status).toBe(409);
  const problem = await answer.json();
  expect(problem).toMatchObject({
    code: 'new_owner_not_bound',
    error: expect.stringMatching(/then confirm the transfer again\.$/),
  });
  // Whoever gave a repository away is not told the number of its new owner's installation.
  expect(JSON.stringify(problem)).not.toContain(String(newOwner.installationId));
  expect(service.world.connections[0]).toMatchObject({ pausedReason: 'repository_transferred' });
});

test('409 where nothing was transferred', async () => {
  service.world.connections = [connection];
  service.world.reached = { ...transferred, ownerId: connection.repositoryOwnerId };
  const answer = await confirm();
  expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'transfer_not_pending' }]);
});

test('a connection of another organization is not there', async () => {
  const stranger = service.addKey('stranger', { organizationId: sampleId(9) });
  const answer = await confirm(stranger);
  expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'connection_not_found' }]);
});

test('a viewer may not', async () => {
  const answer = await confirm(service.addKey('viewer', { role: 'viewer' }));
  expect(answer.status).toBe(403);
});

test.each([
  [new RateLimited(new Date(Date.now() + 60_000), 'Wait.'), 503],
  [new PermanentFailure('installation_suspended', 'It is suspended.'), 409],
  [new Error('cut off'), 502],
])('when GitHub answers %s nothing changes', async (fault, status) => {
  Object.defineProperty(service.world, 'reached', {
    get: () => {
      throw fault;
    },
  });
  const answer = await confirm();
  expect(answer.status).toBe(status);
  expect(service.world.connections[0]).toMatchObject({ pausedReason: 'repository_transferred' });
});
