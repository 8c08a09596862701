import { beforeEach, describe, expect, test } from 'vitest';
import type { RepositoryFacts } from '../../domain/deliveries/delivery-event.ts';
import type { PublishOutcome } from '../../domain/publishing/outcome.ts';
import { attempts, connections, idsInARow, installations, World } from '../../test/support/in-memory-ports.ts';
import { sightings } from '../../test/support/in-memory-sightings.ts';
import {
  sampleCaller,
  sampleConnection,
  sampleId,
  sampleInstallation,
  sampleSha,
} from '../../test/support/sample-rows.ts';
import { type RequestSyncPorts, requestSync } from './request-sync.use-case.ts';
import { pollingWaiter } from './wait-for-attempt.use-case.ts';

const facts: RepositoryFacts = {
  ...{ id: sampleConnection().repositoryId, ownerId: sampleConnection().repositoryOwnerId },
  ...{ owner: 'acme', name: 'skills', private: false, archived: false, defaultBranch: 'main' },
};
const publishedAt = '2026-11-21T08:00:01.000Z';
const published: PublishOutcome = {
  kind: 'published',
  version: { version: '0.0.0-github.aaaaaaa', commit: sampleSha('a'), publishedAt },
  isCurrent: true,
};

let world: World;

beforeEach(() => {
  world = new World();
  world.connections = [sampleConnection()];
  world.installations = [sampleInstallation()];
  world.nextOutcome = published;
});

function sync(input: { ref?: string; signal?: AbortSignal } = {}, ports: Partial<RequestSyncPorts> = {}) {
  let nowMs = 0;
  const sleep = async (pauseMs: number) => {
    nowMs += pauseMs;
  };
  const all: RequestSyncPorts = {
    connections: connections(world),
    sightings: sightings(world),
    repositories: { reach: async () => world.reached },
    installations: installations(world),
    app: { installation: async (id) => world.onGitHub.get(id) ?? null },
    attempts: attempts(world),
    waiter: pollingWaiter({ attempts: attempts(world), sleep, now: () => new Date(nowMs) }),
    wakeDispatcher: () => world.wake(),
    newId: idsInARow(),
    ...ports,
  };
  const signal = input.signal ?? new AbortController().signal;
  return requestSync(all, { caller: sampleCaller(), connectionId: sampleId(30), ref: input.ref, signal });
}

test('the default branch is published, by its full name, and the version is answered', async () => {
  const result = await sync();
  expect(world.attempts).toHaveLength(1);
  expect(world.attempts[0]).toMatchObject({ trigger: 'manual', ref: 'refs/heads/main', commit: null });
  expect(result).toMatchObject({
    kind: 'finished',
    attempt: { status: 'published', writeBackStatus: 'disabled' },
    version: { version: '0.0.0-github.aaaaaaa', commit: sampleSha('a'), publishedAt },
    message: 'Published 0.0.0-github.aaaaaaa from acme/skills.',
  });
});

test('each call is a new attempt', async () => {
  const newId = idsInARow();
  await sync({}, { newId });
  await sync({}, { newId });
  expect(new Set(world.attempts.map(({ id }) => id)).size).toBe(2);
});

test('a skip because nothing changed carries the version that stands', async () => {
  const version = { version: '1.2.0', commit: sampleSha('b'), publishedAt };
  world.nextOutcome = { kind: 'skipped', reason: 'already_published', message: 'It stands.', version };
  expect(await sync()).toMatchObject({ kind: 'finished', attempt: { status: 'skipped' }, version });
});

test('a failure carries no version, but its message', async () => {
  const message = 'No SKILL.md.';
  world.nextOutcome = { kind: 'failed', fault: 'repository', reason: 'skill_md_missing', message, annotations: [] };
  const result = await sync();
  expect(result).toMatchObject({ kind: 'finished', version: null, message });
});

test('an attempt that does not end in time is answered as pending', async () => {
  world.nextOutcome = null;
  expect(await sync()).toMatchObject({ kind: 'pending', attempt: { status: 'pending' } });
});

describe('what keeps the connection from publishing ends the attempt at once, and is not written back', () => {
  test.each([
    ['connection_paused', () => Object.assign(world.connections[0] ?? {}, { pausedReason: 'repository_deleted' })],
    ['installation_suspended', () => Object.assign(world.installations[0] ?? {}, { suspended: true })],
    ['installation_missing', () => world.installations.splice(0)],
    ['installation_missing', () => Object.assign(world.installations[0] ?? {}, { organizationId: sampleId(999) })],
  ])('%s', async (reason, prepare) => {
    prepare();
    const result = await sync();
    expect(result).toMatchObject({
      kind: 'finished',
      attempt: { status: 'skipped', reason, writeBackStatus: 'disabled' },
    });
    expect(world.attempts).toHaveLength(1);
    expect(world.wakes).toBe(0);
  });
});

test('auto_publish off does not stop a person', async () => {
  Object.assign(world.connections[0] ?? {}, { autoPublish: false });
  expect(await sync()).toMatchObject({ attempt: { status: 'published' } });
});

describe('refs', () => {
  test.each(['main', 'v1.2.0', 'feature/a', 'refs/heads/feature/a', 'refs/tags/v1'])('%s is taken', async (ref) => {
    expect(await sync({ ref })).toMatchObject({ kind: 'finished', attempt: { ref } });
  });

  test.each(['', ' ', 'a..b', 'refs/heads/', 'refs/tags/a..b', '-x', 'a b', 'x\u0000', 'a'.repeat(300)])(
    '%j is refused, and no attempt is made',
    async (ref) => {
      expect(await sync({ ref })).toMatchObject({
        kind: 'invalid',
        code: 'invalid_request',
        problems: [{ path: 'ref' }],
      });
      expect(world.attempts).toEqual([]);
    },
  );
});

test("another organization's connection is not found", async () => {
  world.connections = [sampleConnection({ organizationId: sampleId(999) })];
  expect(await sync()).toMatchObject({ kind: 'not-found', code: 'connection_not_found' });
  expect(world.attempts).toEqual([]);
});

test('a connection that is deleted in the same moment is not found', async () => {
  const request = () => {
    world.connections = [];
    return Promise.reject(new Error('foreign key'));
  };
  const result = await sync({}, { attempts: { ...attempts(world), request } });
  expect(result).toMatchObject({ kind: 'not-found', code: 'connection_not_found' });
});

test('other faults of the database are thrown on', async () => {
  const request = () => Promise.reject(new Error('away'));
  await expect(sync({}, { attempts: { ...attempts(world), request } })).rejects.toThrow('away');
});

test.each([
  ['over', facts, 'published', null],
  ['not over', null, 'skipped', 'connection_paused'],
])('a pause whose end nobody told of is %s when GitHub says so', async (_, reached, status, reason) => {
  world.connections = [sampleConnection({ pausedReason: 'repository_deleted', pausedReasons: ['repository_deleted'] })];
  world.reached = reached;
  expect(await sync()).toMatchObject({ attempt: { status, reason } });
});

test.each([
  ['over', async () => sampleInstallation(), 'published', null],
  ['not over', async () => sampleInstallation({ suspended: true }), 'skipped', 'installation_suspended'],
  ['not known to be over', () => Promise.reject(new Error('away')), 'skipped', 'installation_suspended'],
])('a suspension whose end nobody told of is %s when GitHub says so', async (_, installation, status, reason) => {
  world.installations = [sampleInstallation({ suspended: true })];
  expect(await sync({}, { app: { installation } })).toMatchObject({ attempt: { status, reason } });
});

test('a pause stays while GitHub cannot be asked, and where only its installation can end it', async () => {
  const away = { repositories: { reach: () => Promise.reject(new Error('GitHub is away')) } };
  world.connections = [sampleConnection({ pausedReason: 'repository_deleted', pausedReasons: ['repository_deleted'] })];
  expect(await sync({}, away)).toMatchObject({ attempt: { reason: 'connection_paused' } });
  world.connections = [
    sampleConnection({ pausedReason: 'installation_deleted', pausedReasons: ['installation_deleted'] }),
  ];
  world.reached = facts;
  expect(await sync()).toMatchObject({ attempt: { reason: 'connection_paused' } });
});
