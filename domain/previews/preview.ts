import type { ConnectionId, EntryId, OrganizationId, PreviewId, Sha } from '../shared/ids.ts';

/** `superseded`: a newer head came before it was told; `failed`: GitHub could not be told. */
export type PreviewStatus = 'pending' | 'told' | 'superseded' | 'failed';

/** One durable look at what a pull request's head would publish, for one connection. Nothing of it is ever published. */
export type Preview = {
  id: PreviewId;
  organizationId: OrganizationId;
  connectionId: ConnectionId;
  entryId: EntryId;
  pullNumber: number;
  headSha: Sha;
  headAt: Date;
  /** Short name of the branch that the pull request goes to. */
  baseRef: string;
  fromFork: boolean;
  /** Counts the previews of (connection, head, base) from 1; later ones are re-runs. */
  run: number;
  status: PreviewStatus;
  /** What GitHub said when it could not be told. */
  message: string | null;
  checkRunId: string | null;
  workflowId: string;
  engine: 'temporal' | 'embedded' | null;
  createdAt: Date;
  finishedAt: Date | null;
};

/** What a pull request's event, or somebody's re-run, asks to be looked at. */
export type WantedPreview = {
  pullNumber: number;
  headSha: Sha;
  /** When the pull request was changed to this head, as GitHub says it, to the second. */
  headAt: Date;
  baseRef: string;
  fromFork: boolean;
};
