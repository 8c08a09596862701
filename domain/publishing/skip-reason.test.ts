import { expect, test } from 'vitest';
import type { PauseReason } from '../connections/connection.ts';
import { explainPause } from '../connections/pause-reason.ts';
import type { NamedVersion, SkipReason } from './outcome.ts';
import { skipped } from './outcomes.ts';
import { explainSkip, isWrittenBack } from './skip-reason.ts';

const reasons: SkipReason[] = [
  'auto_publish_off',
  'branch_not_default',
  'tag_not_matched',
  'tag_not_a_version',
  'ref_deleted',
  'installation_suspended',
  'installation_missing',
  'repository_not_accessible',
  'connection_paused',
  'content_unchanged',
  'already_published',
  'cancelled',
];
const pauses: PauseReason[] = [
  'installation_deleted',
  'repository_transferred',
  'repository_deleted',
  'repository_removed_from_installation',
];
const sentence = /^[A-Za-z0-9].*[.]$/;

test.each(reasons)('%s has one sentence and a fix, with and without details', (reason) => {
  const full = {
    repository: 'acme/skills',
    ref: 'refs/tags/next',
    defaultBranch: 'main',
    tagPattern: 'v*',
    pausedReason: 'repository_deleted' as const,
    version: '1.2.0',
  };
  for (const context of [full, { repository: 'acme/skills' }]) {
    const explained = explainSkip(reason, context);
    expect(explained.sentence).toMatch(sentence);
    expect(explained.fix).toMatch(sentence);
    expect(explained.sentence + explained.fix).not.toMatch(/undefined|null/);
  }
});

test.each(pauses)('%s has one sentence and a fix', (reason) => {
  const explained = explainPause(reason, { repository: 'acme/skills' });
  expect(explained.sentence).toMatch(sentence);
  expect(explained.sentence).toContain('acme/skills');
  expect(explained.fix).toMatch(sentence);
});

test.each([
  [
    'tag_not_matched',
    { ref: 'refs/tags/next', tagPattern: 'v*' },
    "The tag next does not match the connection's tag pattern `v*`.",
  ],
  ['branch_not_default', { ref: 'refs/heads/a/b' }, 'The branch a/b is not the branch that this connection publishes.'],
  [
    'connection_paused',
    { pausedReason: 'repository_deleted' },
    'The connection is paused: acme/skills was deleted on GitHub.',
  ],
  [
    'connection_paused',
    { pausedReason: 'installation_deleted' },
    'The connection is paused: the GitHub App was uninstalled from the account of acme/skills.',
  ],
  [
    'connection_paused',
    { pausedReason: 'paused_by_member' },
    'The connection is paused: a member of your organization paused the connection to acme/skills.',
  ],
  ['already_published', { version: '1.2.0' }, '1.2.0 is already published with the same files.'],
] as const)('%s names what it is about', (reason, context, expected) => {
  expect(explainSkip(reason, { repository: 'acme/skills', ...context }).sentence).toBe(expected);
});

test('only what its run finds out is written back', () => {
  expect(reasons.filter(isWrittenBack)).toEqual([
    'tag_not_a_version',
    'content_unchanged',
    'already_published',
    'cancelled',
  ]);
});

test('a skipped outcome says sentence and fix, and names its version', () => {
  const version: NamedVersion = { version: '1.2.0', commit: null, publishedAt: '2026-01-01T00:00:00.000Z' };
  expect(skipped('already_published', { repository: 'acme/skills' }, version)).toEqual({
    kind: 'skipped',
    reason: 'already_published',
    message:
      '1.2.0 is already published with the same files. Nothing needs to be done. Push a new commit or a new tag to publish another version.',
    version,
  });
});
