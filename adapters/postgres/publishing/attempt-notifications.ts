import pg from 'pg';
import type { OrganizationId } from '../../../domain/shared/ids.ts';
import type { AttemptNotifications } from '../../../ports/publishing/attempt-changes.ts';

/** The channel that migration 0008's trigger notifies, with the organization's id. */
const channel = 'github_attempts';

/** How often watchers are called while the database does not notify, and how often it is asked to again. */
const fallbackMs = 2_000;

export type ListeningOptions = { databaseUrl: string };

/**
 * One listening connection for all watchers of this program, opened for the first one. While it is down, everybody is
 * called every two seconds, and once when it is back: changes in between were not heard.
 */
export function attemptNotifications({ databaseUrl }: ListeningOptions): AttemptNotifications & {
  close(): Promise<void>;
} {
  const watchers = new Map<OrganizationId, Set<() => void>>();
  const state: { client: pg.Client | null; timer: NodeJS.Timeout | null; closed: boolean } = {
    ...{ client: null, timer: null, closed: false },
  };
  const callAll = () => {
    for (const calls of watchers.values()) for (const call of calls) call();
  };
  const retry = () => {
    state.client = null;
    if (state.closed || watchers.size === 0 || state.timer) return;
    state.timer = setTimeout(() => {
      state.timer = null;
      callAll();
      void listen();
    }, fallbackMs);
  };
  const listen = async () => {
    if (state.client || state.closed) return;
    const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true, connectionTimeoutMillis: 5_000 });
    state.client = client;
    client.on('error', () => {});
    client.once('end', retry);
    client.on('notification', ({ payload }) => {
      for (const call of watchers.get(payload as OrganizationId) ?? []) call();
    });
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      callAll();
    } catch {
      await client.end().catch(() => {});
      retry();
    }
  };
  return {
    watch: (organizationId, changed) => {
      const calls = watchers.get(organizationId) ?? new Set();
      const call = () => changed();
      watchers.set(organizationId, calls.add(call));
      if (!state.timer) void listen();
      return () => {
        calls.delete(call);
        if (calls.size === 0 && watchers.get(organizationId) === calls) watchers.delete(organizationId);
      };
    },
    close: async () => {
      state.closed = true;
      if (state.timer) clearTimeout(state.timer);
      await state.client?.end().catch(() => {});
    },
  };
}
