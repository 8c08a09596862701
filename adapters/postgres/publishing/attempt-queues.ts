import type { Attempts } from '../../../ports/publishing/attempts.ts';
import type { Database } from '../database.ts';
import { storable } from '../storable-text.ts';
import { selectAttempts, toAttempt } from './attempt-rows.ts';

type Queues = Pick<
  Attempts,
  | 'listCancelled'
  | 'markConclusionStarted'
  | 'listUnstarted'
  | 'markStarted'
  | 'listStartedBefore'
  | 'markUnstarted'
  | 'listWithoutHistory'
  | 'keepHistory'
  | 'keptHistory'
>;

/** What the engine has yet to get, may have lost, or has yet to give back. */
export function attemptQueues(database: Database): Queues {
  return {
    listCancelled: async (limit) => {
      const rows = selectAttempts(database.sql())
        .where('a.cancelledAt', 'is not', null)
        .where('a.conclusionStartedAt', 'is', null);
      return (await rows.orderBy('a.cancelledAt').limit(limit).execute()).map(toAttempt);
    },

    markConclusionStarted: async (id, engine) => {
      const now = database.now();
      const attempt = database.sql().updateTable('github_publish_attempts').where('id', '=', id);
      await attempt.set({ conclusionStartedAt: now, startedAt: now, engine }).execute();
    },

    listUnstarted: async (limit) => {
      const rows = selectAttempts(database.sql()).where('a.status', '=', 'pending').where('a.engine', 'is', null);
      return (await rows.orderBy('a.createdAt').orderBy('a.id').limit(limit).execute()).map(toAttempt);
    },

    markStarted: async (id, engine) => {
      const attempt = database.sql().updateTable('github_publish_attempts').where('id', '=', id);
      await attempt.set({ engine, startedAt: database.now() }).execute();
    },

    listStartedBefore: async (before, limit) => {
      const rows = selectAttempts(database.sql())
        .where('a.engine', 'is not', null)
        .where('a.startedAt', '<', before)
        .where((where) => where.or([where('a.status', '=', 'pending'), where('a.writeBackStatus', '=', 'pending')]));
      return (await rows.orderBy('a.startedAt').orderBy('a.id').limit(limit).execute()).map(toAttempt);
    },

    markUnstarted: async (id) => {
      const pending = database.sql().updateTable('github_publish_attempts').where('status', '=', 'pending');
      await pending.set({ engine: null, startedAt: null }).where('id', '=', id).execute();
    },

    listWithoutHistory: async (before, limit) => {
      const rows = selectAttempts(database.sql())
        .where('a.workflowId', 'is not', null)
        .where('a.history', 'is', null)
        .where('a.finishedAt', '<', before)
        .where('a.writeBackStatus', '!=', 'pending')
        .where((where) => where.or([where('a.writeBackAt', 'is', null), where('a.writeBackAt', '<', before)]));
      return (await rows.orderBy('a.finishedAt').orderBy('a.id').limit(limit).execute()).map(toAttempt);
    },

    keepHistory: async (id, history) => {
      const unkept = database.sql().updateTable('github_publish_attempts').where('id', '=', id);
      const kept = await unkept
        .set({ history: storable(history) })
        .where('history', 'is', null)
        .executeTakeFirst();
      return kept.numUpdatedRows > 0n;
    },

    keptHistory: async (id) => {
      const attempt = database.sql().selectFrom('github_publish_attempts').select('history').where('id', '=', id);
      return (await attempt.executeTakeFirst())?.history ?? null;
    },
  };
}
