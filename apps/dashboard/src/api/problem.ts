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
  if (isProblem(error)) {
    const fields = (error.errors ?? []).map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
    return { title: titleOf(error.status), detail: [error.detail, ...fields].join(' ') };
  }
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

/** A request that may succeed when it is sent again: nothing answered, or the service said that it is away. */
export function isWorthRepeating(error: unknown): boolean {
  return !isProblem(error) || error.status === 429 || error.status >= 502;
}
