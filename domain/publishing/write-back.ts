import type { WriteBackMode } from '../connections/connection.ts';
import type { ConnectionId } from '../shared/ids.ts';
import { escapeMarkdown } from '../shared/markdown.ts';
import type { WriteBackStatus } from './attempt.ts';
import type { Annotation, PublishOutcome } from './outcome.ts';
import { describeOutcome } from './outcome-message.ts';

/** What a check-run's text names. `repository` is `owner/name`, `ref` a full or short ref name. */
export type WriteBackContext = { repository: string; entryName: string; ref: string };

export type CheckRunText = {
  title: string;
  /** Markdown. */
  summary: string;
  /** Null while it is in progress. */
  conclusion: 'success' | 'neutral' | 'failure' | 'cancelled' | null;
  annotations: Annotation[];
};

export type StatusText = { state: 'pending' | 'success' | 'failure' | 'error'; description: string };

/** A check-run's name: `selftune` -> `Selftune publish`. */
export function checkRunName(brand: string): string {
  return `${capitalized(brand)} publish`;
}

/** `selftune` -> `Selftune`. */
export function capitalized(brand: string): string {
  return `${brand.charAt(0).toUpperCase()}${brand.slice(1)}`;
}

/** A commit status's context: `selftune/publish/` and the first 8 characters of the connection's id. */
export function statusContext(brand: string, connectionId: ConnectionId): string {
  return `${brand}/publish/${connectionId.slice(0, 8)}`;
}

export function isWriteBackOn(mode: WriteBackMode, enabledForConnection: boolean): boolean {
  return mode !== 'off' && enabledForConnection;
}

/** The check-run for an outcome; null: the attempt is under way. */
export function checkRunOf(outcome: PublishOutcome | null, context: WriteBackContext): CheckRunText {
  if (outcome === null) {
    const summary = summaryOf(`Publishing ${context.entryName} from ${context.repository}, ${context.ref}.`);
    return { title: 'Publishing', summary, conclusion: null, annotations: [] };
  }
  return {
    title: titleOf(outcome),
    summary: summaryOf(describeOutcome(outcome, context), ...hintsOf(outcome, context)),
    conclusion: conclusionOf(outcome),
    annotations: outcome.kind === 'failed' ? outcome.annotations : [],
  };
}

/** The commit status for an outcome; null: the attempt is under way. */
export function statusOf(outcome: PublishOutcome | null, context: WriteBackContext): StatusText {
  if (outcome === null)
    return { state: 'pending', description: `Publishing ${context.entryName}`.slice(0, maxDescription) };
  const message = describeOutcome(outcome, context);
  return {
    state: stateOf(outcome),
    description: shorten(outcome.kind === 'skipped' ? `Skipped: ${message}` : message),
  };
}

/**
 * What becomes of the whole write-back by its halves, check-run and status: the App needs only one of the two
 * permissions, so a half without its permission does not count as long as the other one was written.
 */
export function foldWriteBack(halves: readonly ('written' | 'unsupported' | 'failed')[]): WriteBackStatus {
  if (halves.length === 0) return 'disabled';
  if (halves.includes('failed')) return 'failed';
  return halves.includes('written') ? 'success' : 'unsupported';
}

function conclusionOf(outcome: PublishOutcome): Exclude<CheckRunText['conclusion'], null> {
  if (outcome.kind === 'published') return 'success';
  if (outcome.kind === 'failed') return 'failure';
  if (outcome.reason === 'cancelled') return 'cancelled';
  return isAsPublished(outcome.reason) ? 'success' : 'neutral';
}

function stateOf(outcome: PublishOutcome): StatusText['state'] {
  if (outcome.kind === 'published') return 'success';
  if (outcome.kind === 'failed') return outcome.fault === 'repository' ? 'failure' : 'error';
  return outcome.reason === 'cancelled' ? 'error' : 'success';
}

function isAsPublished(reason: string): boolean {
  return reason === 'already_published' || reason === 'content_unchanged';
}

function titleOf(outcome: PublishOutcome): string {
  switch (outcome.kind) {
    case 'published':
      return `Published ${outcome.version.version}`;
    case 'skipped':
      return outcome.reason === 'cancelled' ? 'Cancelled' : `Skipped: ${outcome.reason}`;
    case 'failed':
      return `Failed: ${outcome.reason}`;
    default:
      return outcome satisfies never;
  }
}

function hintsOf(outcome: PublishOutcome, { entryName }: WriteBackContext): string[] {
  if (outcome.kind === 'published') {
    const standing = outcome.isCurrent ? 'is now the current version' : 'is published; another version stays current';
    return [`${outcome.version.version} of ${entryName} ${standing}.`];
  }
  if (outcome.kind === 'failed' && outcome.fault === 'service') {
    return ['This was no fault of the commit: the check can be re-run.'];
  }
  return [];
}

/** GitHub's limits: 140 characters of a status's description, 65,535 of a check-run's summary. */
const maxDescription = 140;
const maxSummary = 60_000;

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= maxDescription) return line;
  return `${line
    .slice(0, maxDescription - 1)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd()}…`;
}

/** Paths and messages are the repository's: in Markdown they must not format, nor make paragraphs of their own. */
function summaryOf(...paragraphs: string[]): string {
  return paragraphs.map((text) => escapeMarkdown(text.slice(0, maxSummary / 4))).join('\n\n');
}
