import { expect, test } from 'vitest';
import { refusingStep } from './refusing-step.ts';

test.each([
  ['tag_moved', 'repository', 'pushVersion'],
  ['version_taken', 'repository', 'pushVersion'],
  ['skill_md_invalid', 'repository', 'packSource'],
  ['key_material', 'repository', 'packSource'],
  ['ref_not_found', 'repository', 'resolveCommit'],
  ['tag_not_a_version', null, 'resolveCommit'],
] as const)('%s is the verdict of its step', (reason, fault, step) => {
  expect(refusingStep({ reason, fault })).toBe(step);
});

test.each([
  ['commit_not_found', 'repository'],
  ['internal_error', 'service'],
  ['connection_paused', null],
  ['cancelled', null],
  ['content_unchanged', null],
  [null, null],
] as const)('%s is the verdict of no step, or of one that is not known', (reason, fault) => {
  expect(refusingStep({ reason, fault })).toBeNull();
});
