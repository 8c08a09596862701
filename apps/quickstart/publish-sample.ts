import { setTimeout as pause } from 'node:timers/promises';
import type { Announcement } from './announcement.ts';
import { ensureSampleConnections, findEntry } from './sample-connections.ts';
import { pushSample } from './sample-push.ts';
import { ensureSampleRepository, sampleFullName, sampleName, sampleOwner } from './sample-repository.ts';
import type { Services } from './services.ts';
import { type ListedAttempt, type ListedConnection, type WaybillApi, waybillApi } from './waybill-api.ts';

const longestWaitMs = 120_000;

/** Sets the sample up as far as it is missing, and publishes it by a push: when nothing is yet, or `again`. */
export async function publishSample(
  { server, github }: Services,
  { apiKey, again, signal }: { apiKey: string; again: boolean; signal: AbortSignal },
): Promise<Announcement> {
  const api = waybillApi({ baseUrl: server.url, apiKey });
  const { installationId } = await ensureSampleRepository(github);
  const connections = await ensureSampleConnections(api, installationId);
  const cloneUrl = `${await github.control.gitUrl()}/${sampleFullName}.git`;
  signal.throwIfAborted();
  const published = [...(await currentVersions(api, connections)).values()].every((version) => version !== null);
  const push = published && !again ? undefined : await pushAndWait(api, { cloneUrl, connections, signal });
  const versions = await currentVersions(api, connections);
  const tags = await tagsOf(github);
  return { api: server.url, apiKey, github: github.baseUrl, cloneUrl, connections, tags, versions, push };
}

async function tagsOf({ control }: Services['github']): Promise<ReadonlySet<string>> {
  const refs = await control.listRefs({ owner: sampleOwner, repo: sampleName });
  const prefix = 'refs/tags/';
  return new Set(refs.filter(({ ref }) => ref.startsWith(prefix)).map(({ ref }) => ref.slice(prefix.length)));
}

async function pushAndWait(
  api: WaybillApi,
  { cloneUrl, connections, signal }: { cloneUrl: string; connections: ListedConnection[]; signal: AbortSignal },
): Promise<Announcement['push']> {
  const commit = await pushSample(cloneUrl);
  return { commit, attempts: await waitForAttempts(api, connections, { sha: commit.sha, signal }) };
}

async function currentVersions(api: WaybillApi, connections: ListedConnection[]): Promise<Announcement['versions']> {
  const versions: Announcement['versions'] = new Map();
  for (const { entry_name } of connections) {
    versions.set(entry_name, (await findEntry(api, entry_name))?.current_version?.version ?? null);
  }
  return versions;
}

/** Waits until the commit's attempt of each connection has ended; throws what the matter is when one does not. */
async function waitForAttempts(
  api: WaybillApi,
  connections: ListedConnection[],
  options: { sha: string; signal: AbortSignal },
): Promise<ListedAttempt[]> {
  const ended: ListedAttempt[] = [];
  for (const connection of connections) {
    ended.push(await waitForAttempt(api, connection, options));
  }
  return ended;
}

async function waitForAttempt(
  api: WaybillApi,
  connection: ListedConnection,
  { sha, signal }: { sha: string; signal: AbortSignal },
): Promise<ListedAttempt> {
  const path = `/api/v1/github/attempts?connection_id=${connection.id}&commit=${sha}`;
  const deadline = Date.now() + longestWaitMs;
  let last: ListedAttempt | undefined;
  while (Date.now() < deadline) {
    last = (await api.get<{ attempts: ListedAttempt[] }>(path)).attempts[0];
    if (last && last.status !== 'pending' && last.write_back_status !== 'pending') return last;
    await pause(50, undefined, { signal });
  }
  const state = last ? `is still pending (attempt ${last.id})` : 'has not begun';
  throw new Error(`Publishing ${connection.entry_name} from commit ${sha.slice(0, 7)} ${state} after 2 minutes.`);
}
