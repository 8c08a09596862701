import { isTokenShape } from '../../domain/access/session.ts';
import type { GitHubSignIn } from '../../ports/access/github-sign-in.ts';
import type { Sessions } from '../../ports/access/sessions.ts';
import { askGitHub } from '../installations/ask-github.ts';
import { type Browser, newSignIn, type SignedIn, type SignInPorts, signedIn } from './sign-in.use-case.ts';

/** How long somebody may take at GitHub: so long as GitHub's codes are valid. */
export const signInFlowMs = 10 * 60_000;

/** What the browser keeps of a sign-in under way; it binds what comes back to the browser that set out. */
export type SignInFlow = { state: string; codeVerifier: string; returnTo: string; expiresAt: Date };

/** The stable codes that the sign-in page explains. */
export type SignInProblem =
  | 'github_not_configured'
  | 'github_unavailable'
  | 'identity_conflict'
  | 'sign_in_denied'
  | 'sign_in_expired'
  | 'sign_in_failed';

type GitHubSignInPorts = Omit<SignInPorts, 'sessions'> & {
  gitHubSignIn: GitHubSignIn;
  sessions: Pick<Sessions, 'find' | 'signInWithGitHub'>;
  now(): Date;
};

type Problem = { kind: 'problem'; code: SignInProblem };

/** Sends somebody to GitHub. `redirectUri`: where GitHub sends him back to, as it is registered with the App. */
export function startGitHubSignIn(
  ports: Pick<GitHubSignInPorts, 'gitHubSignIn' | 'newSecret' | 'now'>,
  { returnTo, redirectUri }: { returnTo: string; redirectUri: string },
): { kind: 'started'; url: string; flow: SignInFlow } | Problem {
  const [state, codeVerifier] = [ports.newSecret(), ports.newSecret()];
  const url = ports.gitHubSignIn.authorizeUrl({ state, codeVerifier, redirectUri });
  if (url === null) return { kind: 'problem', code: 'github_not_configured' };
  const expiresAt = new Date(ports.now().getTime() + signInFlowMs);
  return { kind: 'started', url, flow: { state, codeVerifier, returnTo, expiresAt } };
}

/** What GitHub's redirect brings: a code, or the error that there is none. */
export type Returned = { state: string | null; code: string | null; error: string | null };

export type FinishGitHubSignIn = { flow: SignInFlow | null; returned: Returned; redirectUri: string; browser: Browser };

/** Signs in whoever comes back from GitHub, if he is the one who set out. */
export async function finishGitHubSignIn(
  ports: GitHubSignInPorts,
  { flow, returned: { state, code, error }, redirectUri, browser }: FinishGitHubSignIn,
): Promise<SignedIn | Problem> {
  if (flow === null || flow.state !== state || flow.expiresAt <= ports.now() || !isTokenShape(flow.codeVerifier)) {
    return { kind: 'problem', code: 'sign_in_expired' };
  }
  if (error === 'access_denied') return { kind: 'problem', code: 'sign_in_denied' };
  if (error !== null || code === null || code.length > 500) return { kind: 'problem', code: 'sign_in_failed' };
  const { codeVerifier } = flow;
  const asked = await askGitHub(() => ports.gitHubSignIn.identify(code, { codeVerifier, redirectUri }));
  if (asked.kind !== 'answered') {
    const isAway = asked.kind === 'unavailable' && asked.code === 'github_unavailable';
    return { kind: 'problem', code: isAway ? 'github_unavailable' : 'sign_in_failed' };
  }
  if (asked.answer === null) return { kind: 'problem', code: 'sign_in_failed' };
  const { signIn, token } = newSignIn(ports, browser);
  const result = await ports.sessions.signInWithGitHub(asked.answer, signIn);
  return result.kind === 'conflict' ? { kind: 'problem', code: 'identity_conflict' } : await signedIn(ports, token);
}
