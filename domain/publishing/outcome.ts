import type { Sha } from '../shared/ids.ts';

/** Why a publish was not made although nothing is wrong with the package. */
export type SkipReason =
  | 'auto_publish_off'
  | 'branch_not_default'
  | 'tag_not_matched'
  | 'tag_not_a_version'
  | 'ref_deleted'
  | 'installation_suspended'
  | 'installation_missing'
  | 'repository_not_accessible'
  | 'connection_paused'
  | 'content_unchanged'
  | 'already_published'
  | 'cancelled'
  | 'preview_off'
  | 'base_not_default'
  | 'preview_superseded';

/** A line of the repository that must be changed, for a check-run's annotation. Lines and columns count from 1. */
export type Annotation = { path: string; line: number; column: number | null; code: string; message: string };

/** A version that the outcome names: the published one, or the one that made publishing needless. */
export type NamedVersion = { version: string; commit: Sha | null; publishedAt: string };

/** How an attempt ended. `fault` says who can mend a failure: the repository's maintainer, or a later run. */
export type PublishOutcome =
  | { kind: 'published'; version: NamedVersion; isCurrent: boolean }
  | { kind: 'skipped'; reason: SkipReason; message: string; version: NamedVersion | null }
  | {
      kind: 'failed';
      fault: 'repository' | 'service';
      reason: string;
      message: string;
      annotations: Annotation[];
    };
