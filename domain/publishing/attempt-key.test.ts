import { expect, test } from 'vitest';
import { isSettled } from './attempt-key.ts';

test.each([
  ['published', null, null, true],
  ['skipped', 'already_published', null, true],
  ['skipped', 'content_unchanged', null, true],
  ['skipped', 'installation_suspended', null, false],
  ['skipped', 'tag_not_a_version', null, true],
  ['skipped', 'cancelled', null, false],
  ['failed', 'skill_md_invalid', 'repository', true],
  ['failed', 'github_unavailable', 'service', false],
  ['pending', null, null, false],
] as const)('a run that ended %s (%s, fault: %s) settles its key: %s', (status, reason, fault, expected) => {
  expect(isSettled({ status, reason, fault })).toBe(expected);
});
