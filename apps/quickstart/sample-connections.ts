import { sampleFullName, sampleOwner, sampleSkills } from './sample-repository.ts';
import type { ListedConnection, ListedEntry, WaybillApi } from './waybill-api.ts';

/**
 * Makes the registry entries, binds the installation and connects the sample's skills, through the API as a client would;
 * what exists stays as it is. Gives the connections in the sample's order.
 */
export async function ensureSampleConnections(api: WaybillApi, installationId: number): Promise<ListedConnection[]> {
  const { installations } = await api.get<{ installations: { installation_id: number }[] }>(
    '/api/v1/github/installations',
  );
  if (!installations.some((installation) => installation.installation_id === installationId)) {
    const account = { account_login: sampleOwner, account_type: 'Organization' };
    await api.post('/api/v1/github/installations', { installation_id: installationId, ...account });
  }
  const existing = await listConnections(api);
  for (const skill of sampleSkills) {
    if (existing.some(({ entry_name }) => entry_name === skill.name)) continue;
    await api.post('/api/v1/github/connections', {
      entry_id: (await ensureEntry(api, skill.name)).id,
      installation_id: installationId,
      repo_full_name: sampleFullName,
      default_branch: 'main',
      skill_path: skill.skillPath,
      tag_pattern: skill.tagPattern,
      write_back_enabled: true,
    });
  }
  const connections = await listConnections(api);
  return sampleSkills.flatMap(({ name }) => connections.filter(({ entry_name }) => entry_name === name));
}

/** The entry of this name, or nothing. */
export async function findEntry(api: WaybillApi, name: string): Promise<ListedEntry | undefined> {
  const { entries } = await api.get<{ entries: ListedEntry[] }>(`/api/v1/registry?name=${encodeURIComponent(name)}`);
  return entries[0];
}

async function ensureEntry(api: WaybillApi, name: string): Promise<ListedEntry> {
  const found = await findEntry(api, name);
  if (found) return found;
  await api.post('/api/v1/registry/entries', { name, entry_type: 'skill', source_repo: sampleFullName });
  const made = await findEntry(api, name);
  if (!made) throw new Error(`The registry does not list the entry ${name}, which was just made.`);
  return made;
}

async function listConnections(api: WaybillApi): Promise<ListedConnection[]> {
  return (await api.get<{ connections: ListedConnection[] }>('/api/v1/github/connections')).connections;
}
