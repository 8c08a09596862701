import { type EntryId, parseId } from '../../../domain/shared/ids.ts';
import { formatCursorText, parseCursorText } from '../cursor-text.ts';

/** Where a page of entries ended, in the order of their names: the next one begins after this entry. */
export type EntryCursor = { name: string; id: EntryId };

export function formatEntryCursor({ name, id }: EntryCursor): string {
  return formatCursorText([name, id]);
}

/** Null for anything that `formatEntryCursor` did not make: it begins nowhere, so the first page is given. */
export function parseEntryCursor(text: string | undefined): EntryCursor | null {
  if (text === undefined) return null;
  const parts = parseCursorText(text);
  if (parts === null) return null;
  const [name, row] = parts;
  const id = parseId<EntryId>(row);
  return id !== null && /^[A-Za-z0-9._-]{1,128}$/.test(name) ? { name, id } : null;
}
