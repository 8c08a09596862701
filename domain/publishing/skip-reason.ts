import type { PauseReason } from '../connections/connection.ts';
import { type Explanation, explainPause } from '../connections/pause-reason.ts';
import type { SkipReason } from './outcome.ts';

/** What a skip's sentence can name; what is missing is said in general terms. `repository` is `owner/name`. */
export type SkipContext = {
  repository: string;
  /** A full or a short ref name. */
  ref?: string;
  defaultBranch?: string;
  tagPattern?: string;
  pausedReason?: PauseReason | null;
  /** The version that made publishing needless. */
  version?: string | null;
};

/** Why nothing was published, in one sentence, and what to do when that is not wanted. */
export function explainSkip(reason: SkipReason, context: SkipContext): Explanation {
  return skips[reason](context);
}

export function isSkipReason(code: string): code is SkipReason {
  return Object.hasOwn(skips, code);
}

/** Whether GitHub is told. The other skips are decided from the payload, or leave nobody to tell; they are recorded. */
export function isWrittenBack(reason: SkipReason): boolean {
  return writtenBack.has(reason);
}

const writtenBack: ReadonlySet<SkipReason> = new Set<SkipReason>([
  'tag_not_a_version',
  'content_unchanged',
  'already_published',
  'cancelled',
]);

const skips = {
  auto_publish_off: ({ repository }) => ({
    sentence: `Automatic publishing is off for this connection to ${repository}.`,
    fix: 'Turn on automatic publishing for the connection, or sync it by hand.',
  }),
  branch_not_default: ({ ref, defaultBranch }) => ({
    sentence: `${named('The branch', ref)} is not the branch that this connection publishes.`,
    fix: `Push to ${defaultBranch ?? 'the default branch'}, or sync this branch by hand.`,
  }),
  tag_not_matched: ({ ref, tagPattern }) => ({
    sentence: `${named('The tag', ref)} does not match the connection's tag pattern${quoted(tagPattern)}.`,
    fix: "Push a tag that matches, or change the connection's tag pattern.",
  }),
  tag_not_a_version: ({ ref }) => ({
    sentence: `${named('The tag', ref)} matches the tag pattern but does not end in a version.`,
    fix: 'Push a tag that ends in a SemVer version, for example v1.2.0 or my-skill@1.2.0.',
  }),
  ref_deleted: ({ ref }) => ({
    sentence: `${named('The ref', ref)} was deleted, so there is nothing to publish.`,
    fix: 'Nothing needs to be done: published versions stay. Push the ref again to publish from it.',
  }),
  installation_suspended: ({ repository }) => ({
    sentence: `The GitHub App's installation for ${repository} is suspended.`,
    fix: "Unsuspend the App in the account's settings on GitHub, then sync the connection.",
  }),
  installation_missing: ({ repository }) => ({
    sentence: `No installation of the GitHub App is known for ${repository}.`,
    fix: "Install the App on the repository's account and bind the installation, then sync the connection.",
  }),
  repository_not_accessible: ({ repository }) => ({
    sentence: `GitHub does not let the App read ${repository}.`,
    fix: "Check that the repository exists and is among the installation's repositories, then sync the connection.",
  }),
  connection_paused: ({ repository, pausedReason }) =>
    pausedReason
      ? prefixed('The connection is paused: ', explainPause(pausedReason, { repository }))
      : {
          sentence: `The connection to ${repository} is paused.`,
          fix: 'Look at the connection to see why, and mend that.',
        },
  content_unchanged: ({ version }) => ({
    sentence: `The package's files are the same as in ${version ?? 'a version that is already published'}.`,
    fix: 'Nothing needs to be done. A change of a file of the package publishes a new version.',
  }),
  already_published: ({ version }) => ({
    sentence: `${version ?? 'This version'} is already published with the same files.`,
    fix: 'Nothing needs to be done. Push a new commit or a new tag to publish another version.',
  }),
  cancelled: ({ repository }) => ({
    sentence: `The attempt to publish from ${repository} was cancelled before it ended.`,
    fix: 'Sync the connection, or re-run the check on GitHub, to publish after all.',
  }),
  preview_off: ({ repository }) => ({
    sentence: `Previews of pull requests are off for this connection to ${repository}.`,
    fix: 'Turn on previews of pull requests for the connection; the next push to the pull request is then previewed.',
  }),
  base_not_default: ({ defaultBranch }) => ({
    sentence: 'The pull request does not go to the branch that this connection publishes.',
    fix: `Nothing needs to be done. Only pull requests to ${defaultBranch ?? 'the default branch'} are previewed.`,
  }),
  preview_superseded: ({ repository }) => ({
    sentence: `The pull request of ${repository} has a newer head already, which is previewed in its place.`,
    fix: "Nothing needs to be done: look at the check on the pull request's newest commit.",
  }),
} satisfies Record<SkipReason, (context: SkipContext) => Explanation>;

function named(what: string, ref: string | undefined): string {
  return ref === undefined ? what : `${what} ${ref.replace(/^refs\/(heads|tags)\//, '')}`;
}

function quoted(text: string | undefined): string {
  return text === undefined ? '' : ` \`${text}\``;
}

// "The GitHub App" and repository names keep their capitals after the colon.
function prefixed(prefix: string, explanation: Explanation): Explanation {
  return {
    ...explanation,
    sentence: prefix + explanation.sentence.replace(/^(?:The|A) /, (article) => article.toLowerCase()),
  };
}
