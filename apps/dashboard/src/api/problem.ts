/** What the API answers when it does not do what was asked. Source: RFC 9457. */
export type Problem = {
  status: number;
  code: string;
  detail: string;
  errors?: { path: string; message: string }[];
};

export function isProblem(error: unknown): error is Problem {
  return typeof error === 'object' && error !== null && 'code' in error && 'detail' in error && 'status' in error;
}

/** What to tell of an error: what the API said, or that it could not be reached. */
export function describeError(error: unknown): { title: string; detail: string } {
  if (isProblem(error)) return { title: titleOf(error.status), detail: missingOf(error) ?? sentencesOf(error) };
  if (!navigator.onLine) {
    return { title: 'You are offline', detail: 'Try again as soon as the connection is back.' };
  }
  return { title: 'Waybill could not be reached', detail: 'Check the connection, then try again.' };
}

function titleOf(status: number): string {
  if (status === 403) return 'You may not do this';
  if (status === 404) return 'Not found';
  if (status === 429) return 'Too many requests';
  if (status >= 500) return 'Waybill could not answer';
  return 'That did not work';
}

/** Each once: most details name the fields already. */
function sentencesOf({ detail, errors = [] }: Problem): string {
  const unnamed = errors.filter(({ message }) => !detail.includes(message));
  const fields = unnamed.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  return [detail, ...new Set(fields)].join(' ');
}

const things: Record<string, string> = {
  attempt_not_found: 'attempt',
  connection_not_found: 'connection',
  delivery_not_found: 'delivery',
  entry_not_found: 'package',
  file_not_found: 'file',
  installation_not_found: 'installation',
  key_not_found: 'key',
  member_not_found: 'member',
  not_found: 'thing',
  version_not_found: 'version',
};

/** The API's own sentence names its calls, which help nobody who looks at a page. Null: it is not about such a thing. */
function missingOf({ status, code }: Problem): string | null {
  const thing = status === 404 ? things[code] : undefined;
  if (thing === undefined) return null;
  return `There is no such ${thing} here. It may have been removed, or belong to another organization.`;
}

/** A request that may succeed when it is sent again: nothing answered, or the service said that it is away. */
export function isWorthRepeating(error: unknown): boolean {
  return !isProblem(error) || error.status === 429 || error.status >= 502;
}

/** Whether it stays so however often it is asked: it is not there, or not for this person. */
export function isFinal(error: unknown): boolean {
  return isProblem(error) && (error.status === 403 || error.status === 404);
}

/** Whether nothing of Waybill answered, rather than Waybill with a problem. */
export function isUnanswered(error: unknown): boolean {
  return !isProblem(error) || error.code === 'no_problem_given';
}
