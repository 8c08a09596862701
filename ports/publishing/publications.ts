import type { PublishOutcome } from '../../domain/publishing/outcome.ts';
import type { SkillManifest } from '../../domain/publishing/skill-manifest.ts';
import type { BranchHead, Candidate } from '../../domain/registry/entry-state.ts';
import type { PackedArchive } from '../../domain/registry/version.ts';
import type { AttemptId, Sha } from '../../domain/shared/ids.ts';

/** What GitHub said the branch's head is, and which events of the branch were known when it was asked. */
export type ObservedHead = {
  commit: Sha;
  branchRevision: number;
  candidateFromCurrent: BranchHead['candidateFromCurrent'];
};

export type Publication = {
  attemptId: AttemptId;
  candidate: Candidate;
  contentHash: string;
  head: ObservedHead | null;
};

export type PublicationResult =
  | { kind: 'recorded'; outcome: PublishOutcome }
  /** The branch got an event since the head was asked: ask again. */
  | { kind: 'head-outdated' }
  /** Ask how the candidate lies to this commit and come again. */
  | { kind: 'compare-needed'; currentCommit: Sha };

/** Each method is one transaction. */
export type Publications = {
  /** Notes packed bytes that the artifact store holds, and for which attempt; the same bytes again count as packed anew. */
  recordArchive(archive: PackedArchive, manifest: SkillManifest, packedFor?: AttemptId): Promise<void>;
  archive(contentHash: string): Promise<PackedArchive | null>;
  /** Forgets archives that were packed before `packedBefore` and are no version's nor a pending attempt's; gives their number. */
  forgetUnpublished(packedBefore: Date): Promise<number>;
  /** Counts the events of the connection's default branch; read before GitHub is asked for the head. */
  branchRevision(attemptId: AttemptId): Promise<number>;
  /**
   * Plans (`planPush`) and records in one transaction: the version's row, the entry's current version and the
   * attempt's outcome. An attempt that has ended already keeps its outcome, which is returned. When the head is a commit
   * for which the connection has no attempt, one is made (trigger `sweep`), since its webhook may be lost.
   */
  record(publication: Publication): Promise<PublicationResult>;
};
