import { isAutomatic } from '../../../domain/publishing/attempt.ts';
import type { SkipReason } from '../../../domain/publishing/outcome.ts';
import type { AttemptId, DeliveryId } from '../../../domain/shared/ids.ts';
import type { Decision, Deliveries, PreviewDecision, RunDecision } from '../../../ports/deliveries/deliveries.ts';
import { countBranchEvent, type LockedConnection, lockConnections } from '../connections/connection-rows.ts';
import type { Database, Sql } from '../database.ts';
import { newId } from '../new-id.ts';
import { insertPreview } from '../previews/new-preview.ts';
import { branchRefOf, planRun, runsOf } from '../publishing/key-runs.ts';
import { insertRun, insertSkip } from '../publishing/new-attempt.ts';

/**
 * See `Deliveries.recordDecisions`. A delivery that another server has processed meanwhile is left as it is; one that
 * another server, whose lease had run out, has given up is processed all the same.
 */
export function recordDecisions(
  database: Database,
  brand: string,
  id: DeliveryId,
  decisions: Decision[],
): ReturnType<Deliveries['recordDecisions']> {
  return database.transaction(async (sql) => {
    const now = database.now();
    const delivery = sql.selectFrom('webhook_deliveries').select('status').where('id', '=', id).forNoKeyUpdate();
    const status = (await delivery.executeTakeFirst())?.status;
    if (status !== 'pending' && status !== 'failed') return { attemptsMade: 0, previewsMade: 0 };
    const ids = decisions.map((decision) => decision.connectionId);
    const connections = ids.length === 0 ? [] : await lockConnections(sql, ids);
    let [attemptsMade, previewsMade] = [0, 0];
    for (const decision of decisions) {
      const connection = connections.find(({ id }) => id === decision.connectionId);
      if (connection === undefined) continue;
      if (decision.ref === branchRefOf(connection)) await countBranchEvent(sql, connection.id);
      const done =
        'preview' in decision
          ? await preview(sql, { connection, decision, now })
          : await carryOut(sql, { connection, decision, brand, now });
      if (done.isNew && done.verdict === 'preview') previewsMade += 1;
      else if (done.isNew) attemptsMade += 1;
      await keep(sql, id, { connection, decision, now }, done);
    }
    await sql
      .updateTable('webhook_deliveries')
      .set({ status: 'processed', processedAt: now, leasedUntil: null, retryAt: null, error: null })
      .where('id', '=', id)
      .execute();
    return { attemptsMade, previewsMade };
  });
}

type Work = { connection: LockedConnection; decision: RunDecision; brand: string; now: Date };
type Done = {
  verdict: 'publish' | 'joined' | 'skip' | 'preview';
  reason: SkipReason | null;
  attemptId: AttemptId | null;
  isNew: boolean;
};

async function carryOut(sql: Sql, work: Work): Promise<Done> {
  const { verdict } = work.decision;
  if (verdict.kind === 'publish') return publish(sql, work);
  const { reason } = verdict;
  if (!verdict.asAttempt) return { verdict: 'skip', reason, attemptId: null, isNew: false };
  const known = await shownSkip(sql, work, reason);
  const attemptId = known ?? (await insertSkip(sql, { ...work.decision, ...work }, reason));
  return { verdict: 'skip', reason, attemptId, isNew: known === null };
}

/** Previews are not attempts: a decision that joins one names none. */
async function preview(
  sql: Sql,
  { connection, decision, now }: { connection: LockedConnection; decision: PreviewDecision; now: Date },
): Promise<Done> {
  const { verdict, trigger, preview: wanted } = decision;
  const none = { reason: null, attemptId: null, isNew: false };
  if (verdict.kind === 'skip') return { ...none, verdict: 'skip', reason: verdict.reason };
  const made = await insertPreview(sql, { connection, wanted, isRerun: trigger === 're-run', now });
  if (made === 'outdated') return { ...none, verdict: 'skip', reason: 'preview_superseded' };
  return { ...none, verdict: 'preview', isNew: made === 'made' };
}

async function publish(sql: Sql, work: Work): Promise<Done> {
  const { connection, decision } = work;
  const { trigger, ref, commit } = decision;
  if (isAutomatic(trigger)) {
    const key = commit === null ? null : { connection, ref, commit };
    const plan = key && (await planRun(sql, key, await runsOf(sql, key)));
    if (plan?.kind === 'join') {
      const reason = plan.published ? 'already_published' : null;
      return { verdict: 'joined', reason, attemptId: plan.attemptId, isNew: false };
    }
    const unresolved = commit === null ? await findUnresolved(sql, connection, ref) : null;
    if (unresolved !== null) return { verdict: 'joined', reason: null, attemptId: unresolved, isNew: false };
  }
  const attemptId = await insertRun(sql, { ...decision, ...work });
  return { verdict: 'publish', reason: null, attemptId, isNew: true };
}

/** An automatic attempt on the ref that has yet to learn its commit: it will learn the one that this event means too. */
async function findUnresolved(sql: Sql, connection: LockedConnection, ref: string): Promise<AttemptId | null> {
  const row = await sql
    .selectFrom('github_publish_attempts')
    .select('id')
    .where('connectionId', '=', connection.id)
    .where('ref', '=', ref)
    .where('commit', 'is', null)
    .where('status', '=', 'pending')
    .where('holdsKey', '=', true)
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The same skip that a twin event (`push` and `create` of one tag) showed already. */
async function shownSkip(sql: Sql, { connection, decision }: Work, reason: SkipReason): Promise<AttemptId | null> {
  const { ref, commit } = decision;
  const row = await sql
    .selectFrom('github_publish_attempts')
    .select('id')
    .where('connectionId', '=', connection.id)
    .where('ref', '=', ref)
    .where('status', '=', 'skipped')
    .where('reason', '=', reason)
    .where('workflowId', 'is', null)
    .where((where) =>
      commit === null ? where.val(true) : where.or([where('commit', '=', commit), where('commit', 'is', null)]),
    )
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

async function keep(
  sql: Sql,
  deliveryId: DeliveryId,
  { connection, decision, now: createdAt }: Omit<Work, 'brand' | 'decision'> & { decision: Decision },
  { verdict, reason, attemptId }: Done,
): Promise<void> {
  const { connectionId, trigger, ref, commit } = decision;
  const { organizationId } = connection;
  await sql
    .insertInto('github_decisions')
    .values({
      ...{ id: newId(), deliveryId, organizationId, connectionId, trigger, ref, commit },
      ...{ verdict, reason, attemptId, createdAt },
    })
    .execute();
}
