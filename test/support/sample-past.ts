import type { WaybillSystem } from './waybill-system.ts';

/** The times of a row, the first of which says when it happened. */
const times: Record<string, string[]> = {
  registry_versions: ['published_at', 'yanked_at'],
  registry_entries: ['created_at'],
  registry_current_moves: ['moved_at', 'chosen_at'],
  github_publish_attempts: ['created_at', 'started_at', 'finished_at', 'write_back_at'],
  github_connections: ['created_at'],
  github_installations: ['created_at'],
  webhook_deliveries: ['received_at', 'processed_at'],
  audit_log: ['created_at'],
  members: ['created_at'],
  api_keys: ['created_at'],
};

const dayMs = 24 * 3_600_000;
const firstDaysAgo = 40;
const lastDaysAgo = 2;

/**
 * Moves all that happened so far into the past weeks, in its order, so that lists and charts have days in them: the
 * first to 40 days ago, the last to two. How long each took stays as it was.
 */
export async function moveIntoThePast(system: WaybillSystem): Promise<void> {
  const [first] = await system.rows<{ at: Date }>('select min(created_at) as at from organizations');
  const [from, now] = [first?.at.getTime() ?? 0, Date.now()];
  const factor = ((firstDaysAgo - lastDaysAgo) * dayMs) / (now - from);
  const present = `to_timestamp(${now / 1_000})`;
  for (const [table, columns] of Object.entries(times)) {
    const earlier = `interval '${lastDaysAgo} days' + (${present} - ${columns[0]}) * ${factor - 1}`;
    const changes = columns.map((column) => `${column} = ${column} - (${earlier})`);
    await system.rows(`update ${table} set ${changes.join(', ')}`);
  }
}
