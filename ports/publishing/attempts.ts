import type { Connection, WriteBackMode } from '../../domain/connections/connection.ts';
import type { Attempt, AttemptStatus, WriteBackStatus } from '../../domain/publishing/attempt.ts';
import type { PublishOutcome } from '../../domain/publishing/outcome.ts';
import type { AttemptId, ConnectionId, OrganizationId, Sha } from '../../domain/shared/ids.ts';
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
  commit?: string | undefined;
  status?: AttemptStatus | undefined;
  since?: Date | undefined;
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

/** Each method is one transaction. Cursors that this port did not make give the first page. */
export type Attempts = {
  find(id: AttemptId, organizationId: OrganizationId): Promise<Attempt | null>;
  list(query: AttemptQuery): Promise<{ attempts: Attempt[]; nextCursor: string | null }>;
  /** The newest attempt of each of the organization's connections; one without attempts is not in the map. */
  latestOf(connectionIds: readonly ConnectionId[], organizationId: OrganizationId): Promise<Map<ConnectionId, Attempt>>;
  /** Null when the attempt, or its connection, is gone. */
  context(id: AttemptId): Promise<AttemptContext | null>;
  /** That attempt, or the newest attempt of each of the connection's refs that ran on the commit. */
  findForRerun(by: { attemptId: AttemptId } | { connectionId: ConnectionId; commit: Sha }): Promise<Attempt[]>;

  request(run: RequestedRun): Promise<Attempt>;
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
  keepHistory(id: AttemptId, history: StepHistory[]): Promise<void>;
  /** Null when it was not kept yet. */
  keptHistory(id: AttemptId): Promise<StepHistory[] | null>;
};
