import type { OpenApiDocument } from '../../adapters/koa/openapi/openapi-document.ts';
import { describedAnswers } from './described-answers.ts';

/** The service's HTTP API as its clients use it; a refused call throws with the answer's text. */
export type WaybillApi = ReturnType<typeof apiClient>;

export type ApiAttempt = {
  id: string;
  connection_id: string;
  trigger: string;
  ref: string;
  commit: string | null;
  run: number;
  status: 'pending' | 'published' | 'skipped' | 'failed';
  reason: string | null;
  message: string | null;
  version: string | null;
  write_back_status: string;
  check_run_id: string | null;
  status_context: string | null;
  created_at: string;
  finished_at: string | null;
};

export type ApiTry = {
  number: number;
  started_at: string;
  finished_at: string | null;
  error: string | null;
  retry_at: string | null;
};

export type ApiAttemptDetail = ApiAttempt & {
  engine: string | null;
  workflow_id: string;
  steps: { name: string; started_at: string; finished_at: string | null; tries: ApiTry[] }[];
};

export type ApiVersion = {
  id: string;
  version: string;
  content_hash: string;
  is_current: boolean;
  source: string;
  source_ref: string | null;
  source_repo: string | null;
  pushed_at: string;
};

export type ApiConnection = {
  id: string;
  entry_id: string;
  entry_name: string;
  installation_id: number;
  repo_full_name: string;
  paused: { reason: string; sentence: string; fix: string } | null;
  repository: { id: number; owner_id: number; private: boolean | null; archived: boolean };
  last_attempt: ApiAttempt | null;
};

export type ApiInstallation = { id: string; installation_id: number; account_login: string; suspended: boolean };

export type ApiSync = {
  connection_id: string;
  status: string;
  version: string | null;
  source_ref: string | null;
  published_at: string | null;
  message: string;
  write_back_status: string;
  check_run_id: string | null;
  status_context: string | null;
  attempt_id: string;
  reason?: string;
};

export function apiClient(url: string, apiKey: string) {
  const request = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const headers: Record<string, string> = { authorization: `Bearer ${apiKey}` };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const [answer, described] = await Promise.all([fetch(`${url}${path}`, init), descriptionOf(url)]);
    const contentType = answer.headers.get('content-type') ?? '';
    const text = /json/.test(contentType) ? await answer.clone().text() : null;
    described.check(method, path, { status: answer.status, contentType, text });
    return answer;
  };
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await request(method, path, body);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  };
  return {
    request,
    bindInstallation: (body: { installation_id: number; account_login: string; account_type: string }) =>
      call<{ id: string }>('POST', '/api/v1/github/installations', body),
    installations: () =>
      call<{ installations: ApiInstallation[] }>('GET', '/api/v1/github/installations').then((it) => it.installations),
    createEntry: (body: { name: string; visibility?: string }) =>
      call<{ entry: { id: string } } | { id: string }>('POST', '/api/v1/registry/entries', {
        entry_type: 'skill',
        ...body,
      }).then((answer) => ('entry' in answer ? answer.entry : answer)),
    createConnection: (body: Record<string, unknown>) =>
      call<ApiConnection>('POST', '/api/v1/github/connections', body),
    connections: () =>
      call<{ connections: ApiConnection[] }>('GET', '/api/v1/github/connections').then((it) => it.connections),
    deleteConnection: (id: string) => call<{ deleted: boolean }>('DELETE', `/api/v1/github/connections/${id}`),
    sync: (id: string, body?: { ref: string }) => call<ApiSync>('POST', `/api/v1/github/connections/${id}/sync`, body),
    attempts: (query: Record<string, string>) =>
      call<{ attempts: ApiAttempt[] }>('GET', `/api/v1/github/attempts?${new URLSearchParams(query)}`).then(
        (it) => it.attempts,
      ),
    attempt: (id: string) => call<ApiAttemptDetail>('GET', `/api/v1/github/attempts/${id}`),
    versions: (entryId: string) =>
      call<{ versions: ApiVersion[] }>('GET', `/api/v1/registry/${entryId}`).then((it) => it.versions),
    download: async (entryId: string, version: string): Promise<Buffer> => {
      const response = await request('GET', `/api/v1/registry/${entryId}/versions/${version}/download`);
      if (!response.ok) throw new Error(`download of ${version}: ${response.status} ${await response.text()}`);
      return Buffer.from(await response.arrayBuffer());
    },
  };
}

const descriptions = new Map<string, Promise<ReturnType<typeof describedAnswers>>>();

/** The service's own description, which every answer is held against; read once for each server. */
function descriptionOf(url: string) {
  const known = descriptions.get(url) ?? readDescription(url);
  descriptions.set(url, known);
  return known;
}

async function readDescription(url: string) {
  const answer = await fetch(`${url}/api/v1/openapi.json`);
  return describedAnswers((await answer.json()) as OpenApiDocument);
}
