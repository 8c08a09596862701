import type { Connection, WriteBackMode } from '../../domain/connections/connection.ts';
import type { Preview } from '../../domain/previews/preview.ts';
import type { EntryState } from '../../domain/registry/entry-state.ts';
import type { ManifestFile } from '../../domain/registry/version.ts';
import type { ConnectionId, EntryId, PreviewId, Sha } from '../../domain/shared/ids.ts';

/** A preview with what its steps have to know. */
export type PreviewContext = { preview: Preview; connection: Connection; writeBackMode: WriteBackMode };

/** How a preview ended. `title`: of the check-run, for operators. */
export type PreviewEnd =
  | { kind: 'told'; checkRunId: string; title: string }
  /** GitHub could not be told: in GitHub's words. */
  | { kind: 'failed'; message: string };

/**
 * Previews of pull requests; `Deliveries.recordDecisions` makes them. Each method is one transaction, and runs for the
 * service: no request asks for a preview.
 */
export type Previews = {
  /** Null when the preview, or its connection, is gone. */
  context(id: PreviewId): Promise<PreviewContext | null>;
  /** That preview, or the newest one of the connection for the commit and each base. */
  findForRerun(by: { previewId: PreviewId } | { connectionId: ConnectionId; headSha: Sha }): Promise<Preview[]>;
  /** How an entry stands; `currentFiles`: those of its current version, null when it has none. */
  entryState(id: EntryId): Promise<{ state: EntryState; currentFiles: ManifestFile[] | null }>;
  /** Notes that GitHub is about to be told, unless the preview has ended. `again`: an earlier try got at least as far. */
  beginTelling(id: PreviewId): Promise<{ again: boolean }>;
  /** Ends the preview, unless it has ended already. */
  end(id: PreviewId, end: PreviewEnd): Promise<void>;

  /** Pending previews that no engine has been given yet, oldest first. */
  listUnstarted(limit: number): Promise<Preview[]>;
  markStarted(id: PreviewId, engine: 'temporal' | 'embedded'): Promise<void>;
  /** Pending ones that were given to an engine before `before`, oldest first: the engine may have lost them. */
  listStartedBefore(before: Date, limit: number): Promise<Preview[]>;
  /** Makes `listUnstarted` give the preview again, unless it has ended. */
  markUnstarted(id: PreviewId): Promise<void>;
};
