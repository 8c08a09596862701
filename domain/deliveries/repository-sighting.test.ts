import { expect, test } from 'vitest';
import { sampleConnection, sampleNumber } from '../../test/support/sample-rows.ts';
import type { RepositoryFacts } from './delivery-event.ts';
import { isAsKnown, judgeSighting } from './repository-sighting.ts';

const connection = sampleConnection();
const { installationId } = connection;
const seen = (over: Partial<RepositoryFacts> = {}, through = installationId) => ({
  installationId: through,
  repository: {
    id: connection.repositoryId,
    ownerId: connection.repositoryOwnerId,
    owner: connection.repositoryOwner,
    name: connection.repositoryName,
    private: false,
    archived: false,
    defaultBranch: 'main',
    ...over,
  },
});
const other = { ownerId: sampleNumber<typeof connection.repositoryOwnerId>(6) };
const elsewhere = sampleNumber<typeof installationId>(78);

test('another owner pauses, and the first owner resumes', () => {
  const { pausedReasons } = judgeSighting(connection, seen(other, elsewhere));
  expect(pausedReasons).toEqual(['repository_transferred']);
  expect(judgeSighting({ ...connection, pausedReasons }, seen({ owner: 'renamed' })).pausedReasons).toEqual([]);
});

test('a sighting through another installation does not give this one its access back', () => {
  const removed = sampleConnection({ pausedReasons: ['repository_deleted', 'repository_removed_from_installation'] });
  expect(judgeSighting(removed, seen({}, elsewhere)).pausedReasons).toEqual(['repository_removed_from_installation']);
  expect(judgeSighting(removed, seen()).pausedReasons).toEqual([]);
});

test('what only an installation can end stays', () => {
  const deleted = sampleConnection({ pausedReasons: ['installation_deleted'] });
  expect(judgeSighting(deleted, seen()).pausedReasons).toEqual(['installation_deleted']);
});

test.each([
  [false, true, 'hide'],
  [true, true, null],
  [null, true, null],
  [true, false, 'show'],
  [null, false, 'show'],
  [false, false, null],
])('private before: %s, private now: %s: %s', (before, now, entry) => {
  expect(judgeSighting({ ...connection, repositoryPrivate: before }, seen({ private: now })).entry).toBe(entry);
});

test.each([
  [seen(), true],
  [seen({ name: 'renamed' }), false],
  [seen({ owner: 'renamed' }), false],
  [seen(other), false],
  [seen({ private: true }), false],
  [seen({ archived: true }), false],
  [seen({}, elsewhere), false],
])('%# a payload is compared with all that is known', (sighting, known) => {
  expect(isAsKnown(connection, sighting)).toBe(known);
});

test('a payload of a repository that was taken for gone is not as known', () => {
  expect(isAsKnown(sampleConnection({ pausedReasons: ['repository_replaced'] }), seen())).toBe(false);
});
