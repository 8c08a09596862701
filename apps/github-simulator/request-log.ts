export type RequestKind = 'rest' | 'git' | 'web';

export type LoggedRequest = {
  /** Counts up from 1 for each start. */
  id: number;
  kind: RequestKind;
  method: string;
  /** With the query, without `/api/v3`. */
  path: string;
  /** GitHub's path template, for example `/repos/{owner}/{repo}/check-runs`; for git the path after the repository. */
  route: string;
  status: number;
  /** `anonymous`, `app`, `installation:<id>`, `user:<login>`. */
  actor: string;
  startedAt: string;
  durationMs: number;
  /** What it took from the rate limit: 0 or 1. */
  cost: number;
};

export type RequestFilter = {
  kind?: RequestKind;
  method?: string;
  /** A regular expression on the path. */
  pathPattern?: string | RegExp;
  /** Only requests with a greater id. */
  sinceId?: number;
};

export type RequestLog = {
  add(entry: Omit<LoggedRequest, 'id'>): void;
  list(filter?: RequestFilter): LoggedRequest[];
  count(filter?: RequestFilter): { total: number; byRoute: Record<string, number> };
  clear(): void;
};

const keptRequests = 20_000;

/** The requests of this start, the oldest forgotten first. Requests to `/_simulator` are not in it. */
export function createRequestLog(): RequestLog {
  let entries: LoggedRequest[] = [];
  let nextId = 1;
  const list = (filter: RequestFilter = {}) => {
    const pattern = filter.pathPattern === undefined ? undefined : new RegExp(filter.pathPattern);
    return entries.filter(
      (entry) =>
        (filter.kind === undefined || entry.kind === filter.kind) &&
        (filter.method === undefined || entry.method === filter.method.toUpperCase()) &&
        (filter.sinceId === undefined || entry.id > filter.sinceId) &&
        (pattern === undefined || pattern.test(entry.path)),
    );
  };
  return {
    add(entry) {
      entries.push({ id: nextId++, ...entry });
      if (entries.length > keptRequests) entries = entries.slice(-keptRequests / 2);
    },
    list,
    count(filter) {
      const matching = list(filter);
      const byRoute: Record<string, number> = {};
      for (const entry of matching) {
        const key = `${entry.method} ${entry.route}`;
        byRoute[key] = (byRoute[key] ?? 0) + 1;
      }
      return { total: matching.length, byRoute };
    },
    clear() {
      entries = [];
    },
  };
}
