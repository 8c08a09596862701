import type { PublishOutcome, SkipReason } from './outcome.ts';

/** Who can mend a failure, what it means, and what to do about it. */
type Failure = { fault: 'repository' | 'service'; sentence: string; fix: string };

/** Stable codes of failures: these, and the codes of refused packages (`package-problem.ts`). */
export type FailureCode = keyof typeof failures;

const rerun = 'Nothing is wrong with the repository. Re-run the check on GitHub, or sync the connection.';

const failures = {
  skill_md_missing: {
    fault: 'repository',
    sentence: "There is no SKILL.md at the connection's path.",
    fix: 'Add SKILL.md there, or connect the path where it is.',
  },
  skill_md_invalid: {
    fault: 'repository',
    sentence: 'The front matter of SKILL.md is not as the specification of skills asks for.',
    fix: 'Correct the lines that are named, and push again.',
  },
  tag_moved: {
    fault: 'repository',
    sentence: 'The tag now names another commit than the one its version was published from.',
    fix: 'Move the tag back, or publish the new commit under a new version.',
  },
  version_taken: {
    fault: 'repository',
    sentence: 'The version is published already, with other files.',
    fix: 'Tag the commit with a version that is not taken.',
  },
  commit_not_found: {
    fault: 'repository',
    sentence: 'The commit does not exist in the repository any more.',
    fix: 'Push the commit again, or sync the connection to publish what the branch holds now.',
  },
  ref_not_found: {
    fault: 'repository',
    sentence: 'The repository has no such branch or tag.',
    fix: 'Check the name, or push the branch or tag first.',
  },
  repository_empty: {
    fault: 'repository',
    sentence: 'The repository has no commits yet.',
    fix: 'Push a commit, then sync the connection.',
  },
  name_not_utf8: {
    fault: 'repository',
    sentence: 'A file of the package has a name that is no text in UTF-8.',
    fix: 'Push again once it has another name.',
  },
  path_too_long: {
    fault: 'repository',
    sentence: 'A file of the package has a path that is too long.',
    fix: 'Push again once it is shorter.',
  },
  repository_too_large: {
    fault: 'repository',
    sentence: 'The commit holds more files and folders than can be read.',
    fix: 'Move the package to a repository of its own.',
  },
  rate_limited: { fault: 'service', sentence: 'GitHub kept asking for a pause.', fix: rerun },
  github_unavailable: { fault: 'service', sentence: 'GitHub could not be reached or did not answer.', fix: rerun },
  github_refused: { fault: 'service', sentence: "GitHub refused the App's request.", fix: rerun },
  source_unavailable: { fault: 'service', sentence: "The repository's files could not be fetched.", fix: rerun },
  connection_deleted: {
    fault: 'service',
    sentence: 'The connection was deleted while the attempt ran.',
    fix: 'Connect the repository again to publish from it.',
  },
  internal_error: { fault: 'service', sentence: 'Publishing failed on our side.', fix: rerun },
} satisfies Record<string, Failure>;

/** What a failure's code means, for people. */
export function explainFailure(code: FailureCode): Failure {
  return failures[code];
}

/** The last error of a step that gave up, as the engines store it. */
type GaveUpFault =
  | { kind: 'passing' | 'rate-limited'; message: string }
  | { kind: 'permanent'; code: string; message: string };

/**
 * The outcome of an attempt whose step gave up. What keeps the installation from reading the repository is a skip;
 * a ref or commit that is gone is the repository's fault; all else is ours or GitHub's, and may be run again.
 * Everybody who sees the commit reads it, so texts of our own machines (hosts, paths) stay out of it.
 */
export function outcomeOfGaveUp(step: string, fault: GaveUpFault): PublishOutcome {
  if (fault.kind === 'permanent' && isSkipCode(fault.code)) {
    return { kind: 'skipped', reason: fault.code, message: fault.message, version: null };
  }
  const reason = failureCodeOf(step, fault);
  const failure = explainFailure(reason);
  const message = `${failure.sentence} ${lastError(step, fault, failure)} ${failure.fix}`;
  return { kind: 'failed', fault: failure.fault, reason, message, annotations: [] };
}

function lastError(step: string, fault: GaveUpFault, failure: Failure): string {
  if (!isForAll(fault)) return `Step ${step} gave up; the API tells its errors to who may read them.`;
  const saidBy = failure.fault === 'service' ? `The last error of step ${step}` : 'The error';
  return `${saidBy}: ${asSentence(fault.message)}`;
}

/** Whether its text is GitHub's or the repository's; that of another fault may be of any program in between. */
function isForAll(fault: GaveUpFault): boolean {
  return fault.kind === 'rate-limited' || (fault.kind === 'permanent' && isFailureCode(fault.code));
}

/** The same of a try's error as histories keep it: with its code before a colon. */
export function isErrorForAll(error: string): boolean {
  const code = /^([a-z_]+): /.exec(error)?.[1];
  return code !== undefined && (isFailureCode(code) || isSkipCode(code));
}

const skipCodes = [
  'installation_suspended',
  'installation_missing',
  'repository_not_accessible',
] as const satisfies SkipReason[];

function isSkipCode(code: string): code is (typeof skipCodes)[number] {
  return skipCodes.some((known) => known === code);
}

/**
 * What it means that a step met nothing but passing faults. Of other steps it is not known who was away: `pushVersion`
 * asks GitHub and our own database.
 */
const unavailableBehindStep: Readonly<Record<string, FailureCode>> = {
  resolveCommit: 'github_unavailable',
  packSource: 'source_unavailable',
};

function failureCodeOf(step: string, fault: GaveUpFault): FailureCode {
  if (fault.kind === 'rate-limited') return 'rate_limited';
  if (fault.kind === 'permanent') return isFailureCode(fault.code) ? fault.code : 'internal_error';
  return Object.hasOwn(unavailableBehindStep, step)
    ? (unavailableBehindStep[step] ?? 'internal_error')
    : 'internal_error';
}

/** Whether `explainFailure` knows the code; the codes of refused packages are told by their messages. */
export function isFailureCode(code: string): code is FailureCode {
  return Object.hasOwn(failures, code);
}

function asSentence(message: string): string {
  const text = message.trim();
  if (text === '') return 'no message was given.';
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
