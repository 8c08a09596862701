/** Waybill's HTTP API, as a client with a key sees it. */
export type WaybillApi = {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
};

/** `baseUrl` without a slash at the end. Answers other than 2xx throw with the answer's own words. */
export function waybillApi({ baseUrl, apiKey }: { baseUrl: string; apiKey: string }): WaybillApi {
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 300)}`);
    return JSON.parse(text);
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
  };
}

/** An entry in the registry's list. */
export type ListedEntry = { id: string; name: string; current_version: { version: string } | null };

/** A connection as the API shows it; the fields that the quickstart uses. */
export type ListedConnection = {
  id: string;
  entry_id: string;
  entry_name: string;
  repo_full_name: string;
  skill_path: string;
  tag_pattern: string;
};

/** A publish attempt as the API lists it; the fields that the quickstart uses. */
export type ListedAttempt = {
  id: string;
  connection_id: string;
  status: 'pending' | 'published' | 'skipped' | 'failed';
  reason: string | null;
  message: string | null;
  version: string | null;
  write_back_status: string;
};
