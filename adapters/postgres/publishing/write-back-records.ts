import type { Attempts } from '../../../ports/publishing/attempts.ts';
import type { Database } from '../database.ts';
import { storable } from '../storable-text.ts';
import { lockAttempt } from './attempt-rows.ts';

type Records = Pick<Attempts, 'beginWriteBack' | 'recordCheckRun' | 'recordWriteBack'>;

/** How far telling GitHub has got. */
export function writeBackRecords(database: Database): Records {
  return {
    beginWriteBack: (id, phase) =>
      database.transaction(async (sql) => {
        const { announceBegunAt, concludeBegunAt } = await lockAttempt(sql, id);
        const again = concludeBegunAt !== null || (phase === 'announce' && announceBegunAt !== null);
        const begun = phase === 'announce' ? { announceBegunAt: database.now() } : { concludeBegunAt: database.now() };
        if (!again) await sql.updateTable('github_publish_attempts').set(begun).where('id', '=', id).execute();
        return { again };
      }),

    recordCheckRun: async (id, checkRunId) => {
      await database.sql().updateTable('github_publish_attempts').set({ checkRunId }).where('id', '=', id).execute();
    },

    recordWriteBack: async (id, status, message) => {
      const attempt = database.sql().updateTable('github_publish_attempts').where('id', '=', id);
      await attempt
        .set({ writeBackStatus: status, writeBackMessage: storable(message), writeBackAt: database.now() })
        .execute();
    },
  };
}
