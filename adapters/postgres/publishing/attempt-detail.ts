import type { AuditAction } from '../../../domain/access/audit.ts';
import type { AttemptId, OrganizationId } from '../../../domain/shared/ids.ts';
import type { AttemptDetail, Person } from '../../../ports/publishing/attempts.ts';
import { findConnection } from '../connections/connection-rows.ts';
import type { Database, Sql } from '../database.ts';
import { selectDecisions, toDecision } from '../deliveries/delivery-rows.ts';
import { selectAttempts, toAttempt } from './attempt-rows.ts';

/** How many deliveries of one attempt are told: redeliveries may be any number. */
const maxDecisions = 50;

/** See `Attempts.detail`. */
export async function attemptDetail(
  database: Database,
  id: AttemptId,
  organizationId: OrganizationId,
): Promise<AttemptDetail | null> {
  const found = await database.within(organizationId, (sql) => ownDetail(sql, id, organizationId));
  if (found === null) return null;
  const { contentHash, ...detail } = found;
  return { ...detail, package: contentHash === null ? null : await packageOf(database, contentHash) };
}

async function ownDetail(sql: Sql, id: AttemptId, organizationId: OrganizationId) {
  const row = await selectAttempts(sql)
    .select(['a.outcome', 'a.writeBackAt', 'a.contentHash'])
    .where('a.id', '=', id)
    .where('a.organizationId', '=', organizationId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { outcome, writeBackAt, contentHash, ...attempt } = row;
  const connection = await findConnection(sql, attempt.connectionId);
  const decisions = await selectDecisions(sql, { organizationId })
    .leftJoin('webhook_deliveries as d', 'd.id', 'x.deliveryId')
    .select(['d.guid', 'd.event', 'd.action'])
    .where('x.attemptId', '=', id)
    .orderBy('x.createdAt')
    .orderBy('x.id')
    .limit(maxDecisions)
    .execute();
  return {
    attempt: toAttempt(attempt),
    connection,
    outcome,
    writeBackAt,
    decisions: decisions.map(toDecision),
    contentHash,
    ...(await peopleOf(sql, id, organizationId)),
  };
}

/** As the audit log has it. */
async function peopleOf(sql: Sql, id: AttemptId, organizationId: OrganizationId) {
  const records = await sql
    .selectFrom('audit_log as l')
    .innerJoin('members as m', 'm.id', 'l.memberId')
    .select(['l.action', 'l.memberId', 'm.name'])
    .where('l.organizationId', '=', organizationId)
    .where('l.targetType', '=', 'attempt')
    .where('l.targetId', '=', id)
    .orderBy('l.createdAt')
    .execute();
  const personOf = (wanted: AuditAction): Person | null => {
    const record = records.find(({ action }) => action === wanted);
    return record ? { memberId: record.memberId, name: record.name } : null;
  };
  return { requestedBy: personOf('attempt.requested'), cancelledBy: personOf('attempt.cancelled') };
}

/** Packed bytes are no organization's until a version names them; that these are the attempt's, its row says. */
async function packageOf(database: Database, contentHash: string): Promise<AttemptDetail['package']> {
  const row = await database
    .sql()
    .selectFrom('registry_archives')
    .select(['contentHash', 'tarHash', 'manifestHash', 'sizeBytes', 'unpackedBytes', 'compressor', 'fileManifest'])
    .where('contentHash', '=', contentHash)
    .executeTakeFirst();
  if (row === undefined) return { contentHash, archive: null };
  const { fileManifest: files, ...archive } = row;
  return { contentHash, archive: { ...archive, files } };
}
