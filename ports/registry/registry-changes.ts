import type { Actor } from '../../domain/access/actor.ts';
import type { RollbackPlan } from '../../domain/registry/rollback.ts';
import type { Entry, PublishedVersion, Visibility } from '../../domain/registry/version.ts';
import type { EntryId, InstallId } from '../../domain/shared/ids.ts';

export type NewEntry = {
  id: EntryId;
  name: string;
  entryType: 'skill';
  description: string | null;
  visibility: Visibility;
  sourceRepo: string | null;
};

/** A version that a registry client pushes; the archive's row is there (`Publications.recordArchive`). */
export type ClientVersion = {
  version: string;
  contentHash: string;
  changeSummary: string | null;
  sourceRepo: string | null;
};

export type EntryChanges = { visibility?: Visibility; description?: string | null };

export type NewInstall = {
  entryId: EntryId;
  deviceId: string;
  installPath: string;
  /** Null: the client did not say. */
  contentHash: string | null;
  /** The client's own number of this install; null: it has none, and each call is an install. */
  receiptId: string | null;
};

type NotFound = { kind: 'not-found' };
type Published = { entry: Entry; version: PublishedVersion };
type RefusedRollback = Exclude<RollbackPlan, { kind: 'roll-back' }>;

/**
 * What people and registry clients change, in the organization of `by` only; `not-found`: it is not there. Each method is
 * one transaction with its line in the audit log, and waits for others that change the same entry.
 */
export type RegistryChanges = {
  createEntry(by: Actor, entry: NewEntry): Promise<{ kind: 'created'; entry: Entry } | { kind: 'name-taken' }>;
  /** Makes the entry and its first version, which becomes current. */
  createWithVersion(
    by: Actor,
    entry: NewEntry,
    version: ClientVersion,
  ): Promise<({ kind: 'created' } & Published) | { kind: 'name-taken' }>;
  /** The version becomes current at once. One of that name and the same bytes (`repeated`) stays as it is. */
  pushVersion(
    by: Actor,
    entryId: EntryId,
    version: ClientVersion,
  ): Promise<
    ({ kind: 'pushed' | 'repeated' } & Published) | { kind: 'version-taken'; existing: PublishedVersion } | NotFound
  >;
  /** As `planRollback` says. `left`: the version that was current, and is rolled back from now on. */
  rollBack(
    by: Actor,
    entryId: EntryId,
    wanted: { targetVersion: string | null; reason: string | null },
  ): Promise<({ kind: 'rolled-back'; left: PublishedVersion | null } & Published) | RefusedRollback | NotFound>;
  /** As `planYank` says; one that is yanked already keeps its reason. */
  yank(
    by: Actor,
    entryId: EntryId,
    wanted: { version: string; reason: string },
  ): Promise<({ kind: 'yanked' } & Published) | NotFound | { kind: 'version-not-found' }>;
  /** As `planUnyank` says. */
  unyank(
    by: Actor,
    entryId: EntryId,
    version: string,
  ): Promise<({ kind: 'unyanked' } & Published) | NotFound | { kind: 'version-not-found' }>;
  /**
   * `confirmation-needed`: everybody could read what comes from a repository that is private, or not known to be public
   * (as is any whose connection was deleted); nothing was changed. With `confirmed`, the entry is no longer hidden either.
   */
  updateEntry(
    by: Actor,
    entryId: EntryId,
    wanted: { changes: EntryChanges; confirmed: boolean },
  ): Promise<
    | { kind: 'updated'; entry: Entry; current: PublishedVersion | null }
    | { kind: 'confirmation-needed'; entry: Entry }
    | NotFound
  >;
  /** The same receipt of the same entry again gives the same id. */
  recordInstall(by: Actor, install: NewInstall): Promise<{ kind: 'recorded'; id: InstallId } | NotFound>;
};
