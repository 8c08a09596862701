const problems: Record<string, string> = {};

/** What happened at GitHub, by the code that the way back carries. */
export function signInProblem(code: string): string {
  return problems[code] ?? 'Signing in did not work. Try again.';
}
