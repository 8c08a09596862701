const problems: Record<string, string> = {
  github_not_configured:
    'Signing in with GitHub is not set up here. Open a one-time sign-in link instead, or ask the operator.',
  sign_in_denied: 'You cancelled at GitHub. Sign in again when you want to.',
  sign_in_expired: 'That took too long, or began in another browser or tab. Begin again.',
  sign_in_failed: 'GitHub did not confirm who you are. Begin again; if it stays so, tell the operator.',
  github_unavailable: 'GitHub could not be reached. Try again in a minute.',
  identity_conflict:
    'This GitHub account is another member of one of your organizations already, or whoever made your sign-in link may do less than you. Sign out first, then sign in with GitHub; or ask an owner for a new link.',
};

/** What happened at GitHub, by the code that the way back carries. */
export function signInProblem(code: string): string {
  return problems[code] ?? problems.sign_in_failed ?? code;
}
