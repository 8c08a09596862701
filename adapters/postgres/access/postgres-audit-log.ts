import type { AuditRecordId } from '../../../domain/shared/ids.ts';
import type { AuditLog, AuditQuery, AuditRecord } from '../../../ports/access/audit-log.ts';
import type { Database, Sql } from '../database.ts';
import { pageOf, parseCursor } from '../row-cursor.ts';
import { isStorable } from '../storable-text.ts';

export function postgresAuditLog(database: Database): AuditLog {
  return { list: (query) => database.within(query.organizationId, (sql) => list(sql, query)) };
}

async function list(sql: Sql, query: AuditQuery): ReturnType<AuditLog['list']> {
  const { action, memberId, targetType, targetId, since, until, limit } = query;
  if (targetId !== undefined && !isStorable(targetId)) return { records: [], nextCursor: null };
  let rows = recordsOf(sql, query)
    .orderBy('a.createdAt', 'desc')
    .orderBy('a.id', 'desc')
    .limit(limit + 1);
  if (action !== undefined) rows = rows.where('a.action', '=', action);
  if (memberId !== undefined) rows = rows.where('a.memberId', '=', memberId);
  if (targetType !== undefined) rows = rows.where('a.targetType', '=', targetType);
  if (targetId !== undefined) rows = rows.where('a.targetId', '=', targetId);
  if (since !== undefined) rows = rows.where('a.createdAt', '>=', since);
  if (until !== undefined) rows = rows.where('a.createdAt', '<', until);
  const cursor = parseCursor<AuditRecordId>(query.cursor);
  if (cursor !== null) {
    const { createdAt, id } = cursor;
    rows = rows
      .where('a.createdAt', '<=', createdAt)
      .where((where) => where.or([where('a.createdAt', '<', createdAt), where('a.id', '<', id)]));
  }
  const { page, nextCursor } = pageOf(await rows.execute(), limit);
  return { records: page.map(toRecord), nextCursor };
}

function recordsOf(sql: Sql, { organizationId }: AuditQuery) {
  return sql
    .selectFrom('audit_log as a')
    .innerJoin('members as m', 'm.id', 'a.memberId')
    .leftJoin('api_keys as k', 'k.id', 'a.keyId')
    .where('a.organizationId', '=', organizationId)
    .select(['a.id', 'a.action', 'a.targetType', 'a.targetId', 'a.details', 'a.address', 'a.requestId', 'a.createdAt'])
    .select(['m.id as memberId', 'm.name as memberName'])
    .select(['a.sessionId', 'k.id as keyId', 'k.name as keyName', 'k.prefix as keyPrefix']);
}

type Row = Awaited<ReturnType<ReturnType<typeof recordsOf>['execute']>>[number];

function toRecord(row: Row): AuditRecord {
  const { id, action, details, address, requestId, createdAt } = row;
  return {
    ...{ id, action, details, address, requestId, createdAt },
    target: { type: row.targetType, id: row.targetId },
    member: { id: row.memberId, name: row.memberName },
    ...credentialOf(row),
  };
}

function credentialOf({ keyId, keyName, keyPrefix, sessionId }: Row): Pick<AuditRecord, 'via' | 'key'> {
  if (keyId === null || keyName === null || keyPrefix === null) {
    return { via: sessionId === null ? 'operator' : 'session', key: null };
  }
  return { via: 'key', key: { id: keyId, name: keyName, prefix: keyPrefix } };
}
