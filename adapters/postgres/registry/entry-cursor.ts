import { type EntryId, parseId } from '../../../domain/shared/ids.ts';

/** Where a page of entries ended, in the order of their names: the next one begins after this entry. */
export type EntryCursor = { name: string; id: EntryId };

/** Opaque to clients: base64url of JSON. */
export function formatEntryCursor({ name, id }: EntryCursor): string {
  return Buffer.from(JSON.stringify([name, id])).toString('base64url');
}

/** Null for anything that `formatEntryCursor` did not make: it begins nowhere, so the first page is given. */
export function parseEntryCursor(text: string | undefined): EntryCursor | null {
  if (text === undefined) return null;
  const parts = parsedJson(Buffer.from(text, 'base64url').toString('utf8'));
  if (!Array.isArray(parts) || parts.length !== 2) return null;
  const [name, row]: unknown[] = parts;
  const id = typeof row === 'string' ? parseId<EntryId>(row) : null;
  return id !== null && typeof name === 'string' && /^[A-Za-z0-9._-]{1,128}$/.test(name) ? { name, id } : null;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
