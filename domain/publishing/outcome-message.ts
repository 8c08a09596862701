import type { PublishOutcome } from './outcome.ts';

/** How an attempt ended, in a sentence or two. `repository` is `owner/name`. */
export function describeOutcome(outcome: PublishOutcome, { repository }: { repository: string }): string {
  switch (outcome.kind) {
    case 'published':
      return `Published ${outcome.version.version} from ${repository}.`;
    case 'skipped':
    case 'failed':
      return outcome.message;
    default:
      return outcome satisfies never;
  }
}
