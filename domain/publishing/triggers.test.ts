import { expect, test } from 'vitest';
import type { DeliveryEvent, RepositoryFacts } from '../deliveries/delivery-event.ts';
import { type InstallationId, parseGitHubId, parseSha, type Sha } from '../shared/ids.ts';
import { triggerOf } from './triggers.ts';

const commit = parseSha('6113728f27ae82c7b1a177c8d03f9e96e0adf246') as Sha;
const tagObject = parseSha('f5f1d1f1e7a1b6b0f4b6d3f9c1d2e3f4a5b6c7d8') as Sha;
const from = {
  installationId: parseGitHubId<InstallationId>(1) as InstallationId,
  repository: {} as RepositoryFacts,
};

function push(ref: string, changes: Partial<Extract<DeliveryEvent, { kind: 'push' }>> = {}): DeliveryEvent {
  return { kind: 'push', ref, deleted: false, forced: false, after: commit, headCommit: commit, ...from, ...changes };
}

const main = { kind: 'branch', name: 'main' };
const v1 = { kind: 'tag', name: 'v1.0.0' };

test.each([
  [
    'a push to a branch is of its new head',
    push('refs/heads/main'),
    { kind: 'branch', ref: main, commit, deleted: false },
  ],
  [
    'a deleted branch has no commit',
    push('refs/heads/main', { deleted: true, after: null }),
    { kind: 'branch', ref: main, commit: null, deleted: true },
  ],
  ['a light tag is of its commit', push('refs/tags/v1.0.0'), { kind: 'tag', ref: v1, commit, deleted: false }],
  [
    'an annotated tag is of the commit it was made on, not of the tag object',
    push('refs/tags/v1.0.0', { after: tagObject }),
    { kind: 'tag', ref: v1, commit, deleted: false },
  ],
  [
    'a tag whose commit the payload leaves out is resolved later',
    push('refs/tags/v1.0.0', { after: tagObject, headCommit: null }),
    { kind: 'tag', ref: v1, commit: null, deleted: false },
  ],
  [
    'a deleted tag has no commit',
    push('refs/tags/v1.0.0', { deleted: true, headCommit: commit }),
    { kind: 'tag', ref: v1, commit: null, deleted: true },
  ],
  [
    'a created tag is resolved later',
    { kind: 'tag-created', tag: 'v1.0.0', ...from },
    { kind: 'tag', ref: v1, commit: null, deleted: false },
  ],
  ['a tag of an impossible name asks for nothing', { kind: 'tag-created', tag: 'a..b', ...from }, null],
  ['a push to another namespace asks for nothing', push('refs/notes/commits'), null],
  ['a ping asks for nothing', { kind: 'ping' }, null],
  ['an event of no use asks for nothing', { kind: 'unused' }, null],
  ['a re-run is found by its check, not here', { kind: 'check-suite-rerequested', headSha: commit, ...from }, null],
] as [string, DeliveryEvent, unknown][])('%s', (_, event, trigger) => {
  expect(triggerOf(event)).toEqual(trigger);
});
