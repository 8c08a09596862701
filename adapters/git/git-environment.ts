const takenOver = [
  'PATH',
  'SystemRoot',
  'http_proxy',
  'https_proxy',
  'HTTPS_PROXY',
  'all_proxy',
  'ALL_PROXY',
  'no_proxy',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
  'CURL_CA_BUNDLE',
];

/** For git on the objects that are there: nothing is ever fetched, whatever is missing. */
export function localEnvironment(outer: NodeJS.ProcessEnv, gitDir: string): Record<string, string> {
  const environment: Record<string, string> = {
    HOME: gitDir,
    XDG_CONFIG_HOME: gitDir,
    TMPDIR: gitDir,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    // Known to git 2.45 and later; the empty list of protocols does the same for older ones.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: '',
    // No single allocation is larger: a small delta can stand for a huge file.
    GIT_ALLOC_LIMIT: '128m',
  };
  for (const name of takenOver) {
    const value = outer[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

/** For `git fetch`: the token goes to `origin` only, and never through arguments or files. */
export function fetchEnvironment(local: Record<string, string>, origin: string, token: string): Record<string, string> {
  return {
    ...local,
    GIT_ALLOW_PROTOCOL: 'http:https',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${origin}/.extraHeader`,
    GIT_CONFIG_VALUE_0: `Authorization: ${authorizationOf(token)}`,
  };
}

/** Source: docs.github.com, "Authenticating as a GitHub App installation": HTTP-based Git access. */
export function authorizationOf(token: string): string {
  return `Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
}
