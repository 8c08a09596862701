import type { SkillManifest } from '../../domain/publishing/skill-manifest.ts';
import type { Entry, PackedArchive, PublishedVersion } from '../../domain/registry/version.ts';
import type { AttemptId, EntryId, MemberId, OrganizationId, VersionId } from '../../domain/shared/ids.ts';
import type { EntryHistory } from './entry-history.ts';
import type { RegistryChanges } from './registry-changes.ts';

export type EntryWithCurrent = { entry: Entry; current: PublishedVersion | null };

/** An entry as everybody sees it. */
export type PublicEntry = EntryWithCurrent & { organizationName: string };

/** One page of entries by name. `text`: in name or description, in any case of letters. `cursor`: of the page before. */
export type EntrySearch = { text?: string | undefined; limit: number; cursor?: string | undefined };

/** One page of an entry's versions, newest first. `text`: in the version's name, in any case of letters. */
export type VersionSearch = EntrySearch;

/** What is in a version. */
export type VersionContents = { version: PublishedVersion; entry: Entry; archive: PackedArchive; skill: SkillManifest };

/** Where a version comes from and what became of it, in full. */
export type VersionProvenance = VersionContents & {
  /** The attempt that published it; null for versions of clients. */
  attemptId: AttemptId | null;
  /** Who pushed it by a client. */
  pushedBy: { memberId: MemberId; name: string } | null;
  rollback: { at: Date; reason: string | null } | null;
};

/** Each method is one transaction. */
export type Registry = RegistryChanges &
  EntryHistory & {
    /** The organization's entries by name; `name`: only the one of exactly that name. */
    listEntries(organizationId: OrganizationId, name?: string): Promise<EntryWithCurrent[]>;
    /** Without `limit`, all entries from the cursor on are on one page. */
    searchEntries(
      organizationId: OrganizationId,
      search: Partial<EntrySearch>,
    ): Promise<{ entries: EntryWithCurrent[]; nextCursor: string | null }>;
    /** Of all organizations, the entries that everybody finds (`isListed`). */
    searchPublic(search: EntrySearch): Promise<{ entries: PublicEntry[]; nextCursor: string | null }>;
    findEntry(id: EntryId, organizationId: OrganizationId): Promise<EntryWithCurrent | null>;
    /** Null unless everybody may read it (`isReadableByAll`). */
    findPublic(id: EntryId): Promise<PublicEntry | null>;
    findEntries(ids: EntryId[], organizationId: OrganizationId): Promise<EntryWithCurrent[]>;
    /** Newest first. Without `limit`, all versions from the cursor on are on one page. */
    searchVersions(
      entryId: EntryId,
      organizationId: OrganizationId,
      search: Partial<VersionSearch>,
    ): Promise<{ versions: PublishedVersion[]; nextCursor: string | null }>;
    /** The version of exactly that name. */
    findNamed(entryId: EntryId, version: string, organizationId: OrganizationId): Promise<PublishedVersion | null>;
    /** The versions of these entries of the organization that have one of these content hashes, newest first. */
    findVersionsByHash(
      entryIds: EntryId[],
      contentHashes: string[],
      organizationId: OrganizationId,
    ): Promise<PublishedVersion[]>;
    /** The version that a rollback without a target goes to now, as `planRollback` says; null when there is none. */
    rollbackTarget(entryId: EntryId, organizationId: OrganizationId): Promise<string | null>;
    findVersion(id: VersionId): Promise<PublishedVersion | null>;
    contents(entryId: EntryId, version: string, organizationId: OrganizationId): Promise<VersionContents | null>;
    provenance(entryId: EntryId, version: string, organizationId: OrganizationId): Promise<VersionProvenance | null>;
  };
