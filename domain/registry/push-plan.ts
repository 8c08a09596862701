import type { ConnectionId, Sha, VersionId } from '../shared/ids.ts';
import type { VersionOrigin } from './version.ts';

/** What the plan has to know of a published version of the entry. */
export type VersionFacts = {
  id: VersionId;
  version: string;
  origin: VersionOrigin;
  manifestHash: string;
  rolledBack: boolean;
  publishedAt: Date;
};

/** What an attempt wants to publish: the origin gives the version's name. */
export type Candidate = {
  origin: Extract<VersionOrigin, { connectionId: ConnectionId }>;
  /** The version that the tag's name holds; null for commit versions, whose name the plan derives. */
  taggedVersion: string | null;
  manifestHash: string;
};

/** How the entry stands while the plan is made. */
export type EntryState = {
  versions: readonly VersionFacts[];
  currentId: VersionId | null;
  /** When a person or a client chose the current version (rollback, push by a client); null when it was derived. */
  currentChosenAt: Date | null;
};

/** What the repository's default branch says just now; null for candidates that are not from it. */
export type BranchHead = {
  commit: Sha;
  /** The version that the head's commit stands for (published from it, or found unchanged), when there is one. */
  versionId: VersionId | null;
  /** The candidate's commit as seen from the current version's commit; null when it was not asked. */
  candidateFromCurrent: 'ahead' | 'behind' | 'identical' | 'diverged' | null;
};

export type PushPlan =
  | { kind: 'publish'; version: string; current: CurrentChoice }
  | { kind: 'already-published'; existing: VersionFacts; current: CurrentChoice }
  | { kind: 'content-unchanged'; existing: VersionFacts; current: CurrentChoice }
  | { kind: 'tag-moved'; existing: VersionFacts }
  | { kind: 'version-taken'; existing: VersionFacts }
  /** The current version can be settled only once it is known how the two commits lie to each other. */
  | { kind: 'compare-needed'; currentCommit: Sha };

/** What becomes of the pointer: stays, or goes to a version (`candidate` is the one being published). */
export type CurrentChoice = { kind: 'keep' } | { kind: 'set'; to: 'candidate' | VersionId };
