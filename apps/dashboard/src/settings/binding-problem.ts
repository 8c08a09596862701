import { isProblem, type Problem } from '../api/problem.ts';

const again = 'Press “{button}” to begin anew.';

/** Where the API's own advice for programs begins. */
const forPrograms = / (?:Start with POST|For an installation that was there before, send|Send user_token or state).*$/s;

const advice: Record<string, string> = {
  proof_invalid: `${again} Where the App is on the account already, uninstall it there first, so that the installation is a new one. If you set out from another organization, choose that one above first.`,
  proof_required: `${again} GitHub then brings back the proof that the installation is yours.`,
  installation_not_found: `It may have been uninstalled since. ${again}`,
  installation_bound_elsewhere:
    'An admin there unbinds it first, on this page of that organization; then bind it here.',
  installation_suspended: "Unsuspend the App in the account's settings on GitHub, then come back.",
  github_refused: 'Whoever runs this service can see in its log what GitHub answered.',
  github_unavailable: 'Nothing was changed.',
};

/** What came back instead of a bound installation, with what a person does about it. `button`: the one that installs the App. */
export function describeBindingProblem(error: unknown, button: string): unknown {
  if (!isProblem(error)) return error;
  const next = advice[error.code]?.replace('{button}', button);
  if (next === undefined) return error;
  const told =
    error.code === 'installation_bound_elsewhere' ? firstSentence(error) : error.detail.replace(forPrograms, '');
  return { ...error, detail: `${told} ${next}` };
}

/** Whether the same request may go well a moment later. */
export function mayBeTriedAgain(error: unknown): boolean {
  return !isProblem(error) || error.status === 429 || error.status >= 500;
}

function firstSentence({ detail }: Problem): string {
  return detail.split('. ')[0]?.replace(/\.?$/, '.') ?? detail;
}
