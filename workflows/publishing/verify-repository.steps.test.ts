import { expect, test } from 'vitest';
import type { Connection } from '../../domain/connections/connection.ts';
import type { RepositoryFacts } from '../../domain/deliveries/delivery-event.ts';
import { judgeSighting, type RepositorySighting } from '../../domain/deliveries/repository-sighting.ts';
import type { OrganizationId, RepositoryId } from '../../domain/shared/ids.ts';
import { PermanentFailure } from '../../ports/faults.ts';
import type { AttemptContext } from '../../ports/publishing/attempts.ts';
import {
  sampleAttempt,
  sampleConnection,
  sampleId,
  sampleInstallation,
  sampleNumber,
} from '../../test/support/sample-rows.ts';
import type { PublishingPorts } from './publishing-ports.steps.ts';
import { refusalOfPause, verifyRepository } from './verify-repository.steps.ts';

const attempt = sampleAttempt();
const facts: RepositoryFacts = {
  ...{ id: sampleConnection().repositoryId, ownerId: sampleConnection().repositoryOwnerId },
  ...{ owner: 'acme', name: 'skills', private: false, archived: false, defaultBranch: 'main' },
};
const stranger = sampleNumber<RepositoryId>(901);
const newOwner = { ownerId: sampleNumber<typeof facts.ownerId>(6), owner: 'taker' };

type OnGitHub = { reached: RepositoryFacts | null; named?: RepositoryFacts; boundTo?: OrganizationId | null };

/** What becomes of the attempt, of the connection, and what was asked and told in order. */
async function verified(connection: Connection, { reached, named, boundTo = connection.organizationId }: OnGitHub) {
  const log: string[] = [];
  let kept = connection;
  const contextOf = (): AttemptContext => ({ attempt, connection: kept, writeBackMode: 'off', outcome: null });
  const ports = {
    attempts: { context: async () => contextOf() },
    installations: { find: async () => sampleInstallation({ organizationId: boundTo }) },
    repositories: {
      reach: async () => {
        log.push('reach');
        return reached;
      },
      describe: async () => {
        log.push('describe');
        if (!named) throw new PermanentFailure('repository_not_accessible', 'Not Found');
        return named;
      },
    },
    sightings: {
      seen: async (sighting: RepositorySighting) => {
        log.push('seen');
        const { pausedReasons } = judgeSighting(kept, sighting);
        const { owner: repositoryOwner, name: repositoryName } = sighting.repository;
        kept = { ...kept, repositoryOwner, repositoryName, pausedReasons, pausedReason: pausedReasons[0] ?? null };
      },
      gone: async (_: RepositoryId, reason: 'repository_replaced') => {
        log.push(reason);
        kept = { ...kept, pausedReason: reason, pausedReasons: [reason] };
      },
    },
  };
  const result = await verifyRepository(ports as unknown as PublishingPorts, contextOf());
  return { result, log };
}

test('a repository that is as known costs one question', async () => {
  const { result, log } = await verified(sampleConnection(), { reached: facts });
  expect(result.kind).toBe('verified');
  expect(log).toEqual(['reach']);
});

test('a new name is followed, and the attempt goes on under it', async () => {
  const { result } = await verified(sampleConnection(), { reached: { ...facts, name: 'tools' } });
  expect(result).toMatchObject({ kind: 'verified', context: { connection: { repositoryName: 'tools' } } });
});

test('a paused connection is refused without a question', async () => {
  const paused = sampleConnection({
    pausedReason: 'repository_transferred',
    pausedReasons: ['repository_transferred'],
  });
  const { result, log } = await verified(paused, { reached: facts });
  expect(result).toMatchObject({ kind: 'refused', outcome: { kind: 'skipped', reason: 'connection_paused' } });
  expect(log).toEqual([]);
});

test.each([
  ['nobody', null],
  ['another organization', sampleId<OrganizationId>(999)],
])('nothing is asked through an installation that is bound to %s now', async (_, boundTo) => {
  const { result, log } = await verified(sampleConnection(), { reached: facts, boundTo });
  expect(result).toMatchObject({ kind: 'refused', outcome: { kind: 'skipped', reason: 'installation_missing' } });
  expect(log).toEqual([]);
});

test('another owner’s repository is refused, whether the installation reaches it or only its name leads there', async () => {
  for (const onGitHub of [
    { reached: { ...facts, ...newOwner } },
    { reached: null, named: { ...facts, ...newOwner } },
  ]) {
    const { result } = await verified(sampleConnection(), onGitHub);
    expect(result).toMatchObject({ kind: 'refused', outcome: { reason: 'connection_paused' } });
    expect(result).toMatchObject({ outcome: { message: expect.stringContaining('taker/skills was transferred') } });
  }
});

test('a repository whose name another one bears is refused as replaced', async () => {
  const { result, log } = await verified(sampleConnection(), { reached: null, named: { ...facts, id: stranger } });
  expect(result).toMatchObject({ kind: 'refused', outcome: { reason: 'connection_paused' } });
  expect(result).toMatchObject({ outcome: { message: expect.stringContaining('another one has its name') } });
  expect(log).toEqual(['reach', 'describe', 'repository_replaced']);
});

test.each([
  ['nothing bears its name', {}],
  // A public repository that was taken out of the installation is still found by its name.
  ['it is where it was', { named: facts }],
])('a repository out of reach is refused, where %s', async (_, onGitHub) => {
  const { result, log } = await verified(sampleConnection(), { reached: null, ...onGitHub });
  expect(result).toMatchObject({ kind: 'refused', outcome: { reason: 'repository_not_accessible' } });
  expect(log).toEqual(['reach', 'describe']);
});

test('a connection that is not paused is no refusal', () => {
  const connection = sampleConnection();
  expect(refusalOfPause({ attempt, connection, writeBackMode: 'off', outcome: null })).toBeNull();
});
