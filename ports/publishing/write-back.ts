import type { Annotation } from '../../domain/publishing/outcome.ts';
import type { AttemptId, PreviewId, Sha } from '../../domain/shared/ids.ts';
import type { RepositoryAddress } from './source.ts';

export type CheckConclusion = 'success' | 'neutral' | 'failure' | 'cancelled';

/** A check-run as it shall be shown. `summary` is Markdown. */
export type CheckRunContent = {
  name: string;
  /** By which our own check-runs are found again. */
  externalId: AttemptId | PreviewId;
  /** Null: GitHub links to the App's own page. */
  detailsUrl: string | null;
  title: string;
  summary: string;
  annotations: Annotation[];
  /** Null while it is in progress. */
  conclusion: CheckConclusion | null;
};

export type CommitStatusContent = {
  context: string;
  state: 'pending' | 'success' | 'failure' | 'error';
  /** Cut to GitHub's 140 characters by the adapter. */
  description: string;
  targetUrl: string;
};

/** The App lacks the permission, or the repository takes no writes: said in GitHub's words. */
export type Unsupported = { kind: 'unsupported'; message: string };

/**
 * Tells GitHub. One call is one request, and one more for each further 50 annotations. Throws as `Repositories` does.
 */
export type WriteBack = {
  createCheckRun(
    repository: RepositoryAddress,
    commit: Sha,
    content: CheckRunContent,
  ): Promise<{ kind: 'written'; checkRunId: string } | Unsupported>;
  /** `annotationsSent`: how many of the content's annotations the check-run has already. */
  updateCheckRun(
    repository: RepositoryAddress,
    checkRunId: string,
    content: CheckRunContent,
    annotationsSent: number,
  ): Promise<{ kind: 'written' } | Unsupported>;
  /** The check-run of that external id on the commit, if an earlier try got that far. */
  findCheckRun(
    repository: RepositoryAddress,
    commit: Sha,
    name: string,
    externalId: AttemptId | PreviewId,
  ): Promise<{ checkRunId: string; completed: boolean; annotationsSent: number } | null>;
  setStatus(
    repository: RepositoryAddress,
    commit: Sha,
    content: CommitStatusContent,
  ): Promise<{ kind: 'written' } | Unsupported>;
  /** The newest status of that context on the commit. */
  latestStatus(
    repository: RepositoryAddress,
    commit: Sha,
    context: string,
  ): Promise<Pick<CommitStatusContent, 'state' | 'description' | 'targetUrl'> | null>;
};
