import { PermanentFailure } from '../../ports/faults.ts';
import type { GitEnd } from './git-process.ts';

const notAccessible =
  /Authentication failed|could not read (Username|Password)|returned error: (401|403|404)\b|repository '.*' not found|Repository not found/i;
const notThere = /not our ref|couldn't find remote ref|no such remote ref|unadvertised object/i;

/**
 * What a failed `git fetch` means. 401, 403 and 404 (GitHub hides private repositories) and an unknown object are
 * permanent; everything else is worth another try. `said` is what git said, redacted.
 */
export function fetchFailure(end: GitEnd, said: string, repository: string, commit: string): Error {
  if (end.cutOff === 'timeout')
    return new Error(`git fetch from ${repository} took too long and was ended. ${said}`.trim());
  if (notThere.test(said)) {
    return new PermanentFailure(
      'commit_not_found',
      `The commit ${commit} is not in ${repository} any more. git: ${said}`,
    );
  }
  if (notAccessible.test(said)) {
    return new PermanentFailure(
      'repository_not_accessible',
      `${repository} cannot be read. Give the GitHub App access to it, or check that it still exists. git: ${said}`,
    );
  }
  return new Error(`git fetch from ${repository} failed: ${said || `exit code ${end.exitCode}`}`);
}

/** The sentences in which git names a failure, without its progress and hints; at most 600 characters. */
export function failureSentences(stderr: string): string {
  const lines = stderr.split(/[\r\n]+/).map((line) => line.trim());
  const telling = lines.filter((line) => /^(fatal|error|remote):/.test(line));
  return (telling.length > 0 ? telling : lines.filter((line) => line !== '')).join(' ').slice(-600);
}
