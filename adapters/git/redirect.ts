const discovery = '/info/refs';

/** Whether git stopped because the server answered with a redirect. */
export function wasRedirected(stderr: string): boolean {
  return /returned error: 30[12378]\b/.test(stderr);
}

/**
 * Where a renamed or transferred repository is found now. Null unless it is on the same origin: the token is for that one.
 * Source: docs.github.com, "Renaming a repository": git operations are redirected.
 */
export async function redirectedUrl(url: string, authorization: string, signal: AbortSignal): Promise<string | null> {
  const response = await fetch(`${url}${discovery}?service=git-upload-pack`, {
    redirect: 'manual',
    headers: { authorization },
    signal,
  });
  await response.body?.cancel();
  const location = response.headers.get('location');
  if (location === null) return null;
  const target = new URL(location, url);
  if (target.origin !== new URL(url).origin || !target.pathname.endsWith(discovery)) return null;
  return `${target.origin}${target.pathname.slice(0, -discovery.length)}`;
}
