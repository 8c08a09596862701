import type { Schema } from '../api/client.ts';

type Attempt = Schema<'Attempt'>;

export const statusWords: Record<Attempt['status'], string> = {
  pending: 'Pending',
  published: 'Published',
  skipped: 'Skipped',
  failed: 'Failed',
};

/** What started an attempt, as it follows "Started by". */
export const triggerWords: Record<Attempt['trigger'] | 'pull_request', string> = {
  branch: 'a push to the branch',
  tag: 'a tag',
  manual: 'a sync by hand',
  're-run': 'a re-run',
  sweep: 'a look at the repository',
  pull_request: 'a pull request',
};

/** The stable codes of skips and failures in words; there may be others, such as those of refused packages. */
export const reasonWords: Record<string, string> = {
  already_published: 'Already published',
  auto_publish_off: 'Automatic publishing is off',
  branch_not_default: 'Not the published branch',
  cancelled: 'Cancelled',
  connection_paused: 'Connection is paused',
  content_unchanged: 'Nothing changed',
  installation_missing: 'App is not installed',
  installation_suspended: 'App is suspended',
  ref_deleted: 'Branch or tag was deleted',
  repository_not_accessible: 'Repository cannot be read',
  tag_not_a_version: 'Tag is no version',
  tag_not_matched: 'Tag does not match',
  skill_md_missing: 'SKILL.md is missing',
  skill_md_invalid: 'SKILL.md is invalid',
  key_material: 'Holds a private key',
  file_too_large: 'A file is too large',
  package_too_large: 'The package is too large',
  too_many_files: 'Too many files',
  tag_moved: 'Tag was moved',
  version_taken: 'Version is taken',
  commit_not_found: 'Commit is gone',
  ref_not_found: 'Branch or tag is gone',
  repository_empty: 'Repository is empty',
  repository_too_large: 'Repository is too large',
  rate_limited: 'GitHub asked for a pause',
  github_unavailable: 'GitHub could not be reached',
  github_refused: 'GitHub refused the request',
  source_unavailable: 'Files could not be fetched',
  connection_deleted: 'Connection was deleted',
  internal_error: 'Error of the service',
};

export function describeReason(code: string): string {
  const known = reasonWords[code];
  if (known) return known;
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const engineWords = { temporal: 'Temporal', embedded: 'Embedded (DBOS on PostgreSQL)' };
