import type { EntrySearch, PublicEntry, Registry } from '../../ports/registry/registry.ts';

/** Entries of all organizations that everybody finds. Nobody is asked who he is. */
export async function searchPublic(
  { registry }: { registry: Pick<Registry, 'searchPublic'> },
  search: EntrySearch,
): Promise<{ kind: 'listed'; entries: PublicEntry[]; nextCursor: string | null }> {
  return { kind: 'listed', ...(await registry.searchPublic(search)) };
}
