import type { Actor } from '../../domain/access/actor.ts';
import type { Connection, WriteBackMode } from '../../domain/connections/connection.ts';
import type { Attempt, AttemptStatus, TriggerKind, WriteBackStatus } from '../../domain/publishing/attempt.ts';
import type { RecordedDecision } from '../../domain/publishing/explain-facts.ts';
import type { PublishOutcome } from '../../domain/publishing/outcome.ts';
import type { PackedArchive } from '../../domain/registry/version.ts';
import type { AttemptId, ConnectionId, EntryId, MemberId, OrganizationId, Sha } from '../../domain/shared/ids.ts';
import type { StepHistory } from '../workflow-engine.ts';

/** An attempt with what its steps have to know. */
export type AttemptContext = {
  attempt: Attempt;
  connection: Connection;
  writeBackMode: WriteBackMode;
  /** Null while the attempt is pending. */
  outcome: PublishOutcome | null;
};

export type AttemptQuery = {
  organizationId: OrganizationId;
  connectionId?: ConnectionId | undefined;
  ref?: string | undefined;
  /** Lower-case hex digits, the first ones of an object name or all of it. */
  commit?: string | undefined;
  status?: AttemptStatus | undefined;
  /** The code of a skip or a failure. */
  reason?: string | undefined;
  trigger?: TriggerKind | undefined;
  entryId?: EntryId | undefined;
  /** `owner/name`, as the connection has it now; upper and lower case are the same. */
  repository?: string | undefined;
  since?: Date | undefined;
  /** Made before this time. */
  until?: Date | undefined;
  /** 1-100 rows, newest first. */
  limit: number;
  /** The opaque `nextCursor` of the page before. */
  cursor?: string | undefined;
};

/** A run that a person asked for: always a new run of its key. `commit` is null until the first step resolves it. */
export type RequestedRun = {
  id: AttemptId;
  connectionId: ConnectionId;
  trigger: 'manual' | 're-run';
  ref: string;
  commit: Sha | null;
};

/** A delivery as GitHub names it; nulls: it is not the organization's to see any more. */
export type DecidedDelivery = { guid: string | null; event: string | null; action: string | null };

/** A member, who may be gone since. */
export type Person = { memberId: MemberId; name: string };

/** An attempt with all that explains it, save its steps. */
export type AttemptDetail = {
  attempt: Attempt;
  /** Null when the connection is gone. */
  connection: Connection | null;
  /** Null while the attempt is pending. */
  outcome: PublishOutcome | null;
  /** When the write-back was settled. */
  writeBackAt: Date | null;
  /** What called for it; none for a run that a member asked for. Oldest first. */
  decisions: (RecordedDecision & DecidedDelivery)[];
  /** Whoever of the organization asked for the run, and ended it. */
  requestedBy: Person | null;
  cancelledBy: Person | null;
  /** `archive` is null when the bytes were swept, since no version came of them. Null: nothing was packed yet. */
  package: { contentHash: string; archive: PackedArchive | null } | null;
};

export type Cancelling =
  /** `isNew`: it was not cancelled before. */
  | { kind: 'cancelled'; attempt: Attempt; isNew: boolean }
  | { kind: 'finished'; attempt: Attempt }
  | { kind: 'not-found' };

/** Each method is one transaction. Cursors that this port did not make give the first page. */
export type Attempts = {
  find(id: AttemptId, organizationId: OrganizationId): Promise<Attempt | null>;
  detail(id: AttemptId, organizationId: OrganizationId): Promise<AttemptDetail | null>;
  list(query: AttemptQuery): Promise<{ attempts: Attempt[]; nextCursor: string | null }>;
  /** The newest attempt of each of the organization's connections; one without attempts is not in the map. */
  latestOf(connectionIds: readonly ConnectionId[], organizationId: OrganizationId): Promise<Map<ConnectionId, Attempt>>;
  /**
   * Null when the attempt is gone, or its connection was before it began. A connection that was deleted under a run is
   * there as it was, so that the run can conclude what it announced.
   */
  context(id: AttemptId): Promise<AttemptContext | null>;
  /** That attempt, or the newest attempt of each of the connection's refs that ran on the commit. */
  findForRerun(by: { attemptId: AttemptId } | { connectionId: ConnectionId; commit: Sha }): Promise<Attempt[]>;

  request(run: RequestedRun, by: Actor): Promise<Attempt>;
  /**
   * Ends a pending attempt as `cancelled`: whatever its run still does publishes nothing. The write-back stays pending
   * until `listCancelled` was served. Cancelling again changes nothing.
   */
  cancel(id: AttemptId, by: Actor): Promise<Cancelling>;
  /**
   * Sets ref and commit of an attempt that was made without. An automatic one whose key runs or is settled already
   * ends here: it is `joined` to that attempt, marked as skipped, and left out of lists.
   */
  settleCommit(
    id: AttemptId,
    resolved: { ref: string; commit: Sha },
  ): Promise<{ kind: 'settled' } | { kind: 'joined'; to: AttemptId }>;
  /** Ends the attempt. When it has ended already (published, cancelled), that outcome stays and is returned. */
  recordOutcome(id: AttemptId, outcome: PublishOutcome): Promise<PublishOutcome>;

  /** Notes that this phase of the write-back is about to write. `again`: an earlier try got at least as far. */
  beginWriteBack(id: AttemptId, phase: 'announce' | 'conclude'): Promise<{ again: boolean }>;
  recordCheckRun(id: AttemptId, checkRunId: string): Promise<void>;
  recordWriteBack(id: AttemptId, status: WriteBackStatus, message: string | null): Promise<void>;

  /** Cancelled attempts whose run has not been ended, and whose commit has not been told, yet; oldest first. */
  listCancelled(limit: number): Promise<Attempt[]>;
  /** Notes that both were given to the engine. */
  markConclusionStarted(id: AttemptId, engine: 'temporal' | 'embedded'): Promise<void>;

  /** Pending attempts that no engine has been given yet, oldest first. */
  listUnstarted(limit: number): Promise<Attempt[]>;
  markStarted(id: AttemptId, engine: 'temporal' | 'embedded'): Promise<void>;
  /**
   * Attempts without an outcome, or with a write-back that is still pending, that were given to an engine before
   * `before`, oldest first: the engine may have lost them. `markStarted` again puts one behind the others.
   */
  listStartedBefore(before: Date, limit: number): Promise<Attempt[]>;
  /** Makes `listUnstarted` give the attempt again, unless it has ended. */
  markUnstarted(id: AttemptId): Promise<void>;

  /**
   * Finished attempts (outcome and write-back both settled before `before`) whose history was not kept yet, also those
   * of which it is not known whether an engine ran them.
   */
  listWithoutHistory(before: Date, limit: number): Promise<Attempt[]>;
  /** False: it was kept already, by another server. */
  keepHistory(id: AttemptId, history: StepHistory[]): Promise<boolean>;
  /** Null when it was not kept yet. */
  keptHistory(id: AttemptId): Promise<StepHistory[] | null>;
};
