import { expect, test } from 'vitest';
import { attemptHeading } from './attempt-heading.ts';
import type { SkipReason } from './outcome.ts';

const told = { entryName: 'lint-rules', version: null, reason: null, fault: null };

/** Every skip, and what its heading has to say; a reason that is missing here does not compile. */
const skips: Record<SkipReason, RegExp> = {
  auto_publish_off: /not published.*automatic publishing/,
  branch_not_default: /not published.*branch/,
  tag_not_matched: /not published.*tag/,
  tag_not_a_version: /not published.*no version/,
  ref_deleted: /not published.*deleted/,
  installation_suspended: /not published.*suspended/,
  installation_missing: /not published.*not installed/,
  repository_not_accessible: /not published.*read/,
  connection_paused: /not published.*paused/,
  content_unchanged: /^Nothing new/,
  already_published: /^Nothing new/,
  cancelled: /cancelled$/,
  preview_off: /not previewed.*off/,
  base_not_default: /not previewed.*branch/,
  preview_superseded: /not previewed.*newer/,
};

test.each(Object.entries(skips))('a skip by %s is headed by what it is', (reason, heading) => {
  const text = attemptHeading({ ...told, status: 'skipped', reason });
  expect(text).toMatch(heading);
  expect(text).toContain('lint-rules');
});

test('a skip of another release is not said to have nothing new', () => {
  const text = attemptHeading({ ...told, status: 'skipped', reason: 'some_day' });
  expect(text).toBe('lint-rules was not published');
});

test('what is published, fails or is under way is headed so', () => {
  expect(attemptHeading({ ...told, status: 'pending' })).toBe('Publishing lint-rules');
  expect(attemptHeading({ ...told, status: 'published', version: '1.2.0' })).toBe('Published lint-rules 1.2.0');
  const failed = (fault: 'repository' | 'service') =>
    attemptHeading({ ...told, status: 'failed', reason: 'tag_moved', fault });
  expect(failed('repository')).toBe('lint-rules was not published');
  expect(failed('service')).toBe('lint-rules could not be published just now');
});
