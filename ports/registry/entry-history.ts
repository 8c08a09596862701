import type { CurrentMoveCause } from '../../domain/registry/current-moves.ts';
import type { Visibility } from '../../domain/registry/version.ts';
import type { EntryId, MemberId, OrganizationId } from '../../domain/shared/ids.ts';

/** What became of an entry. Versions go by their names. */
export type EntryEvent = {
  /** Of the row that tells of it. */
  id: string;
  at: Date;
  /** Who did it; null: an attempt or the rules, or it was not kept. */
  by: { memberId: MemberId; name: string } | null;
} & (
  | { kind: 'created'; visibility: Visibility | null }
  /** Only what was changed, with its new value. */
  | { kind: 'updated'; changes: { visibility?: Visibility; description?: string | null } }
  /** From a repository, or by a client. */
  | { kind: 'published' | 'pushed'; version: string }
  | { kind: 'rolled-back'; from: string | null; version: string; reason: string | null }
  | { kind: 'yanked'; version: string; reason: string }
  | { kind: 'unyanked'; version: string }
  /** Pushes and rollbacks make their version current by themselves, and are told once. Null: none is current now. */
  | { kind: 'current-moved'; version: string | null; cause: Exclude<CurrentMoveCause, 'pushed' | 'rolled-back'> }
);

/** How often an entry was installed, and on how many devices. `version` null: bytes that are no version's. */
export type InstallCounts = {
  installs: number;
  devices: number;
  lastInstalledAt: Date | null;
  /** At most 100, the most installed first. */
  versions: { version: string | null; installs: number; devices: number }[];
};

/** What the pages of an entry tell of its past. */
export type EntryHistory = {
  /** One page, newest first. */
  events(
    entryId: EntryId,
    organizationId: OrganizationId,
    page: { limit: number; cursor?: string | undefined },
  ): Promise<{ events: EntryEvent[]; nextCursor: string | null }>;
  countInstalls(entryId: EntryId, organizationId: OrganizationId): Promise<InstallCounts>;
};
