import { parseId, type RowId } from '../../domain/shared/ids.ts';
import { formatCursorText, parseCursorText } from './cursor-text.ts';

/** Where a page of rows ended, newest first: the next one begins after this row. */
type RowCursor<Id extends RowId> = { createdAt: Date; id: Id };

/** One page of the rows that were read, which are one more than `limit` when there are further ones. */
export function pageOf<Row extends RowCursor<RowId>>(
  rows: readonly Row[],
  limit: number,
): { page: Row[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, nextCursor: rows.length > limit && last !== undefined ? formatCursor(last) : null };
}

function formatCursor({ createdAt, id }: RowCursor<RowId>): string {
  return formatCursorText([createdAt.toISOString(), id]);
}

/** Null for anything that `pageOf` did not make: it begins nowhere, so the first page is given. */
export function parseCursor<Id extends RowId>(text: string | undefined): RowCursor<Id> | null {
  if (text === undefined) return null;
  const parts = parseCursorText(text);
  if (parts === null) return null;
  const [time, row] = parts;
  const createdAt = new Date(time);
  const id = parseId<Id>(row);
  // PostgreSQL has no year 0, and no use for times after the year 9999.
  const isTime = /^[1-9]\d{3}-/.test(time) && !Number.isNaN(createdAt.getTime()) && createdAt.toISOString() === time;
  return id !== null && isTime ? { createdAt, id } : null;
}
