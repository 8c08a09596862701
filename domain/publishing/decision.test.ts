import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GitRef } from '../shared/git-ref.ts';
import { parseSha, type Sha } from '../shared/ids.ts';
import { decide } from './decision.ts';
import type { DeliveryTrigger } from './triggers.ts';

const commit = parseSha('6113728f27ae82c7b1a177c8d03f9e96e0adf246') as Sha;
const connection = { defaultBranch: 'main', tagPattern: 'v*', autoPublish: true, pausedReason: null };
const off = { ...connection, autoPublish: false };
const paused = { ...connection, pausedReason: 'installation_deleted' as const };
const active = { installation: 'active' } as const;

function branch(name: string, deleted = false): DeliveryTrigger {
  return { kind: 'branch', ref: { kind: 'branch', name }, commit: deleted ? null : commit, deleted };
}

function tag(name: string, kind: 'tag' | 'sweep' = 'tag'): DeliveryTrigger {
  return { kind, ref: { kind: 'tag', name }, commit: null, deleted: false };
}

const byHand: DeliveryTrigger = { kind: 'manual', ref: 'topic', commit: null };

test.each([
  ['the default branch', branch('main'), { kind: 'publish', ref: 'refs/heads/main', commit }],
  ['a matching tag', tag('v1.0.0'), { kind: 'publish', ref: 'refs/tags/v1.0.0', commit: null }],
  ['a tag that a sweep found', tag('v1.0.0', 'sweep'), { kind: 'publish', ref: 'refs/tags/v1.0.0', commit: null }],
  [
    'a matching tag that is no version: its run says so',
    tag('vnext'),
    { kind: 'publish', ref: 'refs/tags/vnext', commit: null },
  ],
  ['any ref that somebody asks for', byHand, { kind: 'publish', ref: 'topic', commit: null }],
  ['a re-run', { kind: 're-run', ref: 'refs/heads/x', commit }, { kind: 'publish', ref: 'refs/heads/x', commit }],
] as const)('%s is published', (_, trigger, decision) => {
  expect(decide(connection, trigger, active)).toEqual(decision);
});

test.each([
  ['a deleted branch', connection, branch('main', true), active, 'ref_deleted'],
  ['another branch', connection, branch('topic'), active, 'branch_not_default'],
  ['a tag named as the branch', connection, tag('main'), active, 'tag_not_matched'],
  ['a tag of another skill', connection, tag('other@1.0.0'), active, 'tag_not_matched'],
  ['automatic publishing turned off', off, branch('main'), active, 'auto_publish_off'],
  ['a paused connection', paused, branch('main'), { installation: 'missing' }, 'connection_paused'],
  ['no installation', connection, branch('main'), { installation: 'missing' }, 'installation_missing'],
  ['a suspended installation', connection, branch('main'), { installation: 'suspended' }, 'installation_suspended'],
  ['a paused connection, even by hand', paused, byHand, active, 'connection_paused'],
  [
    'a suspended installation, even by hand',
    connection,
    byHand,
    { installation: 'suspended' },
    'installation_suspended',
  ],
  [
    'what is not its business, before all else',
    { ...off, pausedReason: 'repository_deleted' },
    branch('x'),
    { installation: 'missing' },
    'branch_not_default',
  ],
] as const)('%s is skipped', (_, settings, trigger, facts, reason) => {
  expect(decide(settings, trigger, facts)).toEqual({ kind: 'skip', reason });
});

test('automatic publishing being off stops no manual run and no re-run', () => {
  expect(decide(off, byHand, active).kind).toBe('publish');
  expect(decide(off, { kind: 're-run', ref: 'refs/heads/main', commit }, active).kind).toBe('publish');
});

test('a deleted ref is never published, and what is published keeps its commit', () => {
  const refs = fc.constantFrom<GitRef[]>(
    ...['main', 'v1', 'x'].flatMap((name): GitRef[] => [
      { kind: 'branch', name },
      { kind: 'tag', name },
    ]),
  );
  const triggers = fc.record({
    kind: fc.constantFrom('branch', 'tag', 'sweep'),
    ref: refs,
    commit: fc.constantFrom(commit, null),
    deleted: fc.boolean(),
  });
  const settings = fc.record({
    defaultBranch: fc.constant('main'),
    tagPattern: fc.constantFrom('v*', '*'),
    autoPublish: fc.boolean(),
    pausedReason: fc.constantFrom(null, 'repository_deleted'),
  });
  const facts = fc.record({ installation: fc.constantFrom('active', 'suspended', 'missing') });
  fc.assert(
    fc.property(settings, triggers, facts, (connectionSettings, trigger, installation) => {
      const decision = decide(connectionSettings, trigger, installation);
      if (decision.kind === 'skip') return;
      expect(trigger.deleted).toBe(false);
      expect(decision.commit).toBe(trigger.commit);
      expect(decision.ref.endsWith(trigger.ref.name)).toBe(true);
    }),
  );
});
