import { beforeEach, describe, expect, test } from 'vitest';
import type { RepositoryFacts } from '../../domain/deliveries/delivery-event.ts';
import { PermanentFailure, RateLimited } from '../../ports/faults.ts';
import { connections, idsInARow, installations, World } from '../../test/support/in-memory-ports.ts';
import { registry } from '../../test/support/in-memory-registry.ts';
import {
  sampleCaller,
  sampleConnection,
  sampleEntry,
  sampleId,
  sampleInstallation,
  sampleNumber,
} from '../../test/support/sample-rows.ts';
import { type CreateConnection, createConnection } from './create-connection.use-case.ts';

const repository: RepositoryFacts = {
  id: sampleNumber(900),
  ownerId: sampleNumber(5),
  owner: 'Acme',
  name: 'Skills',
  private: false,
  archived: false,
  defaultBranch: 'trunk',
};

let world: World;

beforeEach(() => {
  world = new World();
  world.entries = [sampleEntry()];
  world.installations = [sampleInstallation()];
  world.describeRepository = () => repository;
});

function connect(over: Partial<CreateConnection> = {}) {
  const ports = {
    registry: registry(world),
    installations: installations(world),
    connections: connections(world),
    repositories: {
      describe: async ({ owner, name }: { owner: string; name: string }) => world.describeRepository(owner, name),
    },
    attempts: { latestOf: async () => new Map() },
    newId: idsInARow(),
  };
  return createConnection(ports, {
    caller: sampleCaller(),
    entryId: sampleId(10),
    installationId: sampleNumber(77),
    repoFullName: 'acme/skills',
    skillPath: '.',
    tagPattern: 'v*',
    autoPublish: true,
    writeBackEnabled: false,
    prPreviewEnabled: false,
    confirmPublic: false,
    ...over,
  });
}

test('the repository is kept by its numeric ids, with the names and the branch that GitHub gives', async () => {
  expect(await connect()).toMatchObject({
    kind: 'created',
    connection: {
      id: sampleId(1000),
      organizationId: sampleId(1),
      repositoryId: 900,
      repositoryOwnerId: 5,
      repositoryOwner: 'Acme',
      repositoryName: 'Skills',
      defaultBranch: 'trunk',
      createdBy: sampleId(2),
    },
  });
});

test('a branch that was asked for wins over the repository’s own', async () => {
  expect(await connect({ defaultBranch: 'release' })).toMatchObject({ connection: { defaultBranch: 'release' } });
});

describe('bad settings are refused before anything is asked', () => {
  test.each([
    ['repo_full_name', { repoFullName: 'skills' }],
    ['repo_full_name', { repoFullName: 'acme/skills/x' }],
    ['repo_full_name', { repoFullName: 'acme/..' }],
    ['repo_full_name', { repoFullName: '../etc' }],
    ['default_branch', { defaultBranch: 'a..b' }],
    ['default_branch', { defaultBranch: 'refs/heads/main' }],
    ['skill_path', { skillPath: '../x' }],
    ['skill_path', { skillPath: '/etc' }],
    ['tag_pattern', { tagPattern: '*a*b*c*' }],
    ['tag_pattern', { tagPattern: '!v*' }],
  ])('%s: %j', async (path, over) => {
    world.describeRepository = () => {
      throw new Error('asked');
    };
    expect(await connect(over)).toMatchObject({ kind: 'invalid', problems: [{ path }] });
  });
});

test('all bad settings are named at once', async () => {
  const refused = await connect({ repoFullName: 'x', skillPath: '..', tagPattern: '' });
  expect(refused).toMatchObject({
    problems: [{ path: 'repo_full_name' }, { path: 'skill_path' }, { path: 'tag_pattern' }],
  });
});

describe('refusals', () => {
  test("an unknown entry, or another organization's: not found", async () => {
    world.entries = [sampleEntry({ organizationId: sampleId(999) })];
    expect(await connect()).toMatchObject({ kind: 'not-found', code: 'entry_not_found' });
  });

  test("an unknown installation, or another organization's: not found", async () => {
    world.installations = [sampleInstallation({ organizationId: sampleId(999) })];
    expect(await connect()).toMatchObject({ kind: 'not-found', code: 'installation_not_found' });
    world.installations = [sampleInstallation({ organizationId: null })];
    expect(await connect()).toMatchObject({ kind: 'not-found', code: 'installation_not_found' });
  });

  test('an entry that has a connection: conflict', async () => {
    world.connections = [sampleConnection()];
    expect(await connect()).toMatchObject({ kind: 'conflict', code: 'entry_connected' });
  });

  test.each(['public', 'unlisted'] as const)(
    'a private repository and an entry that is %s: conflict, unless confirmed',
    async (visibility) => {
      world.entries = [sampleEntry({ visibility })];
      world.describeRepository = () => ({ ...repository, private: true });
      expect(await connect()).toMatchObject({ kind: 'conflict', code: 'confirm_public_required' });
      expect(world.connections).toEqual([]);
      expect(await connect({ confirmPublic: true })).toMatchObject({ kind: 'created' });
    },
  );

  test('a private repository and an entry of the organization: fine', async () => {
    world.describeRepository = () => ({ ...repository, private: true });
    expect(await connect()).toMatchObject({ kind: 'created' });
  });
});

describe('what GitHub answers', () => {
  const until = new Date('2026-11-21T09:00:00.000Z');
  test.each([
    [
      new PermanentFailure('repository_not_accessible', 'Not Found.'),
      { kind: 'not-found', code: 'repository_not_accessible' },
    ],
    [new PermanentFailure('installation_missing', 'Gone.'), { kind: 'not-found', code: 'installation_not_found' }],
    [
      new PermanentFailure('installation_suspended', 'Suspended.'),
      { kind: 'conflict', code: 'installation_suspended' },
    ],
    [new PermanentFailure('github_refused', 'Bad credentials.'), { kind: 'unavailable', code: 'github_refused' }],
    [new RateLimited(until, 'Slow down.'), { kind: 'unavailable', code: 'github_unavailable', retryAt: until }],
    [new Error('socket hang up'), { kind: 'unavailable', code: 'github_unavailable', retryAt: null }],
  ])('%s', async (fault, refusal) => {
    world.describeRepository = () => {
      throw fault;
    };
    expect(await connect()).toMatchObject(refusal);
    expect(world.connections).toEqual([]);
  });
});
