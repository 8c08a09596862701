import type { ConnectionId, EntryId, OrganizationId, Sha, VersionId } from '../shared/ids.ts';

export type Visibility = 'public' | 'org' | 'unlisted';
/** Why an entry is kept from the public although its visibility would show it; see `listing.ts`. */
export type HiddenReason = 'source_made_private';
export type VersionSource = 'cli' | 'github' | 'github-direct';

/** A package in the registry, owned by one organization. */
export type Entry = {
  id: EntryId;
  organizationId: OrganizationId;
  name: string;
  entryType: 'skill';
  description: string | null;
  visibility: Visibility;
  hiddenReason: HiddenReason | null;
  sourceRepo: string | null;
  currentVersionId: VersionId | null;
  createdAt: Date;
};

/** One file of a package. `mode` is the octal permission as text, `hash` lower-case hex SHA-256, `size` in bytes. */
export type ManifestFile = { path: string; hash: string; size: number; mode: '0644' | '0755' };

/** What is known of packed bytes; the bytes are stored under `contentHash`. Hashes are lower-case hex SHA-256. */
export type PackedArchive = {
  /** Of the `.tar.gz`. */
  contentHash: string;
  /** Of the tar inside: the same for the same files on every machine. */
  tarHash: string;
  /** Of the sorted lines `<mode> <hash> <path>`: equal for equal files, whoever packed them. */
  manifestHash: string;
  sizeBytes: number;
  unpackedBytes: number;
  /** Name and version of the compressor, since its bytes may differ between builds. */
  compressor: string;
  files: ManifestFile[];
};

/** What decides a version's kind, whatever the trigger was. */
export type VersionOrigin =
  /** From the default branch: a commit version, which may become current. */
  | { kind: 'branch'; connectionId: ConnectionId; commit: Sha }
  /** From a matching tag: a release, or a pre-release. */
  | { kind: 'tag'; connectionId: ConnectionId; commit: Sha; tag: string }
  /** From any other ref, by hand: never current. */
  | { kind: 'other-ref'; connectionId: ConnectionId; commit: Sha }
  /** Pushed by a registry client. */
  | { kind: 'client' };

/** A published version: bytes that never change, under a name that is used once in its entry. */
export type PublishedVersion = {
  id: VersionId;
  entryId: EntryId;
  version: string;
  origin: VersionOrigin;
  source: VersionSource;
  sourceRepo: string | null;
  contentHash: string;
  tarHash: string | null;
  manifestHash: string;
  sizeBytes: number;
  changeSummary: string | null;
  rolledBack: boolean;
  /** Taken out of use by a person: never current by itself, its bytes stay for whoever has pinned it. */
  yanked: { reason: string; at: Date } | null;
  publishedAt: Date;
};
