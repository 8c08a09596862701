import type { PauseReason } from './connection.ts';

/** A sentence that says what is the matter, and one that says what to do about it. */
export type Explanation = { sentence: string; fix: string };

/** Why a connection is paused, for people. `repository` is `owner/name`. */
export function explainPause(reason: PauseReason, context: { repository: string }): Explanation {
  return pauses[reason](context.repository);
}

const pauses = {
  installation_deleted: (repository) => ({
    sentence: `The GitHub App was uninstalled from the account of ${repository}.`,
    fix: 'Install the App on that account again and bind the installation; the connection then goes on by itself.',
  }),
  installation_unbound: (repository) => ({
    sentence: `The GitHub App's installation on the account of ${repository} was unbound from this organization.`,
    fix: 'Bind the installation again; the connection then goes on by itself.',
  }),
  repository_transferred: (repository) => ({
    sentence: `${repository} was transferred to another account.`,
    fix: 'If that is as it should be, install the App on the new account, bind that installation, and confirm the transfer of the connection. Else delete this connection; it goes on by itself when the repository is transferred back.',
  }),
  repository_deleted: (repository) => ({
    sentence: `${repository} was deleted on GitHub.`,
    fix: 'Delete this connection, or restore the repository on GitHub; published versions stay as they are.',
  }),
  repository_replaced: (repository) => ({
    sentence: `The repository that was connected is gone, and another one has its name ${repository} now; nothing is published from that one.`,
    fix: 'If the new repository is to be published, delete this connection and connect it anew.',
  }),
  repository_removed_from_installation: (repository) => ({
    sentence: `The GitHub App has no access to ${repository} any more.`,
    fix: "Add the repository to the installation's selected repositories on GitHub; the connection then goes on by itself.",
  }),
  paused_by_member: (repository) => ({
    sentence: `A member of your organization paused the connection to ${repository}.`,
    fix: 'Resume the connection; what its branch holds then is published.',
  }),
} satisfies Record<PauseReason, (repository: string) => Explanation>;
