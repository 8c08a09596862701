import { repositoryFullName } from '../../../domain/connections/connection.ts';
import type { PublishOutcome } from '../../../domain/publishing/outcome.ts';
import type { AttemptId, VersionId } from '../../../domain/shared/ids.ts';
import { findConnection } from '../connections/connection-rows.ts';
import type { Database, Sql } from '../database.ts';
import { storable } from '../storable-text.ts';
import { type LockedAttempt, lockAttempt } from './attempt-rows.ts';
import { finish } from './finished-attempts.ts';

/** See `Attempts.recordOutcome`: the first outcome stays. */
export function recordOutcome(database: Database, id: AttemptId, given: PublishOutcome): Promise<PublishOutcome> {
  const outcome = storable(given);
  return database.transaction(async (sql) => {
    const attempt = await lockAttempt(sql, id);
    if (attempt.outcome !== null) return attempt.outcome;
    const connection = await findConnection(sql, attempt.connectionId);
    const repository = connection ? repositoryFullName(connection) : 'the repository';
    const versionId = await namedVersion(sql, attempt, outcome);
    await finish(sql, attempt, { outcome, versionId, repository, now: database.now() });
    return outcome;
  });
}

/** The entry's version that the outcome names, if any. */
async function namedVersion(sql: Sql, attempt: LockedAttempt, outcome: PublishOutcome): Promise<VersionId | null> {
  const version = outcome.kind === 'failed' ? undefined : outcome.version?.version;
  if (version === undefined) return null;
  const named = sql.selectFrom('registry_versions').select('id').where('entryId', '=', attempt.entryId);
  return (await named.where('version', '=', version).executeTakeFirst())?.id ?? null;
}
