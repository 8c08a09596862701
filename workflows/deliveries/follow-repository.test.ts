import { expect, test } from 'vitest';
import type { RepositoryFacts } from '../../domain/deliveries/delivery-event.ts';
import type { RepositoryId } from '../../domain/shared/ids.ts';
import { PermanentFailure } from '../../ports/faults.ts';
import { sampleConnection, sampleNumber } from '../../test/support/sample-rows.ts';
import { type FollowRepositoryPorts, followPayload } from './follow-repository.ts';

const connection = sampleConnection();
const { installationId, repositoryId } = connection;
const facts: RepositoryFacts = {
  ...{ id: repositoryId, ownerId: connection.repositoryOwnerId, defaultBranch: 'main' },
  ...{ owner: 'acme', name: 'skills', private: false, archived: false },
};

type Arranged = {
  payload?: Partial<RepositoryFacts>;
  action?: Parameters<typeof followPayload>[2];
  reach?: () => Promise<RepositoryFacts | null>;
  byName?: (typeof connection)[];
};

/** What is done for a payload, in order. */
async function done({ payload = {}, action, reach = async () => facts, byName = [] }: Arranged) {
  const log: string[] = [];
  const ports: FollowRepositoryPorts = {
    sightings: {
      connectionsOf: async (id) => (id === repositoryId ? [connection] : []),
      connectionsByName: async () => byName,
      seen: async ({ repository }) => {
        log.push(`seen ${repository.owner}/${repository.name}`);
        return [];
      },
      madePrivate: async () => void log.push('made private'),
      outOfReach: async () => void log.push('out of reach'),
      gone: async (_, reason) => void log.push(reason),
    },
    repositories: { reach },
  };
  const following = followPayload(ports, { installationId, repository: { ...facts, ...payload } }, action);
  await following.catch((error: unknown) => log.push(String(error)));
  return log;
}

const away = () => Promise.reject(new Error('away'));
const suspended = () => Promise.reject(new PermanentFailure('installation_suspended', 'Suspended.'));

test('a payload that tells nothing new costs no question', async () => {
  expect(await done({ reach: away })).toEqual([]);
});

test('what differs is asked for, and the answer is followed, not the payload', async () => {
  const reach = async () => ({ ...facts, name: 'newest' });
  expect(await done({ payload: { name: 'newer' }, reach })).toEqual(['seen acme/newest']);
});

test('a repository made private is hidden before GitHub is asked, and whether or not it answers', async () => {
  expect(await done({ payload: { private: true }, action: 'privatized', reach: away })).toEqual([
    'made private',
    'Error: away',
  ]);
  expect(await done({ payload: { private: true } })).toEqual(['made private', 'seen acme/skills']);
});

test('a deletion is believed unless the repository is still reached', async () => {
  expect(await done({ action: 'deleted', reach: async () => null })).toEqual(['repository_deleted', 'out of reach']);
  expect(await done({ action: 'deleted' })).toEqual(['seen acme/skills']);
  expect(await done({ action: 'deleted', reach: suspended })).toEqual(['repository_deleted']);
});

test('a suspended installation’s silence is no answer', async () => {
  expect(await done({ payload: { name: 'renamed' }, reach: suspended })).toEqual([]);
});

test('another repository under a connected name means that the connected one was renamed, or is gone', async () => {
  const payload = { id: sampleNumber<RepositoryId>(901) };
  const byName = [connection];
  expect(await done({ payload, byName, reach: async () => ({ ...facts, name: 'moved' }) })).toEqual([
    'seen acme/moved',
  ]);
  expect(await done({ payload, byName, reach: async () => null })).toEqual(['repository_replaced']);
  const known = sampleConnection({ pausedReasons: ['repository_replaced'] });
  expect(await done({ payload, byName: [known], reach: away })).toEqual([]);
});
