import type { PublishedVersion } from '../../domain/registry/version.ts';
import type { EntryWithCurrent, Registry } from '../../ports/registry/registry.ts';
import type { Refusal } from '../refusal.ts';
import { type AskedEntry, type ReadableEntryPorts, readableEntry } from './readable-entry.use-case.ts';

export type ShowEntryPorts = ReadableEntryPorts & { registry: Pick<Registry, 'searchVersions'> };

/** Which of the versions are wanted. Without `limit` and `cursor`, all are on one page. */
export type ShowEntry = AskedEntry & {
  /** Part of the version's name, in any case of letters. */
  text?: string | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
};

const defaultLimit = 50;

/** An entry with its versions, newest first. */
export async function showEntry(
  ports: ShowEntryPorts,
  { caller, entryId, text, limit, cursor }: ShowEntry,
): Promise<({ kind: 'found'; versions: PublishedVersion[]; nextCursor: string | null } & EntryWithCurrent) | Refusal> {
  const found = await readableEntry(ports, { caller, entryId });
  if (found.kind !== 'found') return found;
  const most = limit ?? (cursor === undefined ? undefined : defaultLimit);
  const { organizationId } = found.entry;
  const page = await ports.registry.searchVersions(entryId, organizationId, { text, cursor, limit: most });
  return { ...found, ...page };
}
