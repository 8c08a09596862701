/** Of an account where the App is suspended. */
export const suspendedSentence =
  'Nothing is published from this account until one of its owners unsuspends the App on GitHub.';

const advice: Record<string, string> = {
  installation_deleted:
    'Install the App on that account again (page GitHub, “{button}”); the connection then goes on by itself.',
  installation_unbound: 'Bind the installation again on the page GitHub; the connection then goes on by itself.',
  repository_transferred:
    'If that is as it should be: install the App on the new account, bind it on the page GitHub, then confirm the transfer here. Else disconnect. It goes on by itself when the repository is transferred back.',
  repository_deleted: 'Disconnect, or restore the repository on GitHub. Published versions stay as they are.',
  repository_replaced: 'If the new repository is to be published, disconnect and connect it anew.',
  repository_removed_from_installation:
    "Add the repository to the App's selected repositories on GitHub; the connection then goes on by itself.",
  paused_by_member: 'Resume it to go on: what its branch holds then is published.',
};

/**
 * What a person does on these pages about a pause; `fix` is what programs do, and stands in for codes not known here.
 * `button`: the name of the one that installs the App.
 */
export function describePauseFix({ reason, fix }: { reason: string; fix: string }, button: string): string {
  return advice[reason]?.replace('{button}', button) ?? fix;
}
