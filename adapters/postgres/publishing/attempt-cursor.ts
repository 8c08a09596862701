import { type AttemptId, parseId } from '../../../domain/shared/ids.ts';

/** Where a page of attempts ended: the next one begins after this row. */
export type AttemptCursor = { createdAt: Date; id: AttemptId };

/** Opaque to clients: base64url of JSON. */
export function formatCursor({ createdAt, id }: AttemptCursor): string {
  return Buffer.from(JSON.stringify([createdAt.toISOString(), id])).toString('base64url');
}

/** Null for anything that `formatCursor` did not make. */
export function parseCursor(text: string): AttemptCursor | null {
  const parts = parsedJson(Buffer.from(text, 'base64url').toString('utf8'));
  if (!Array.isArray(parts) || parts.length !== 2) return null;
  const [time, row]: unknown[] = parts;
  if (typeof time !== 'string' || typeof row !== 'string') return null;
  const createdAt = new Date(time);
  const id = parseId<AttemptId>(row);
  // PostgreSQL has no year 0, and no use for times after the year 9999.
  const isTime = /^[1-9]\d{3}-/.test(time) && !Number.isNaN(createdAt.getTime()) && createdAt.toISOString() === time;
  return id !== null && isTime ? { createdAt, id } : null;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
