import type { Entry, PublishedVersion, Visibility } from '../../domain/registry/version.ts';
import type { EntryId, OrganizationId, VersionId } from '../../domain/shared/ids.ts';

export type NewEntry = {
  id: EntryId;
  organizationId: OrganizationId;
  name: string;
  entryType: 'skill';
  description: string | null;
  visibility: Visibility;
  sourceRepo: string | null;
};

export type EntryWithCurrent = { entry: Entry; current: PublishedVersion | null };

/** Each method is one transaction. */
export type Registry = {
  createEntry(entry: NewEntry): Promise<{ kind: 'created'; entry: Entry } | { kind: 'name-taken' }>;
  /** The organization's entries by name; `name`: only the one of exactly that name. */
  listEntries(organizationId: OrganizationId, name?: string): Promise<EntryWithCurrent[]>;
  findEntry(id: EntryId, organizationId: OrganizationId): Promise<EntryWithCurrent | null>;
  findEntries(ids: EntryId[], organizationId: OrganizationId): Promise<EntryWithCurrent[]>;
  /** Newest first. */
  listVersions(entryId: EntryId, organizationId: OrganizationId): Promise<PublishedVersion[]>;
  /** The versions of these entries that have one of these content hashes, newest first. */
  findVersionsByHash(entryIds: EntryId[], contentHashes: string[]): Promise<PublishedVersion[]>;
  findVersion(id: VersionId): Promise<PublishedVersion | null>;
};
