import type { PublishOutcome, SkipReason } from './outcome.ts';

type Headed = {
  status: PublishOutcome['kind'] | 'pending';
  entryName: string;
  version: string | null;
  /** The stable code of a skip or a failure. */
  reason: string | null;
  /** Of a failure; else null. */
  fault: 'repository' | 'service' | null;
};

/** What became of an attempt, as the heading of a page about it. */
export function attemptHeading({ status, entryName, version, reason, fault }: Headed): string {
  switch (status) {
    case 'pending':
      return `Publishing ${entryName}`;
    case 'published':
      return `Published ${entryName} ${version ?? ''}`.trim();
    case 'skipped':
      return isHeaded(reason) ? skipHeadings[reason](entryName) : `${entryName} was not published`;
    case 'failed':
      return fault === 'service' ? `${entryName} could not be published just now` : `${entryName} was not published`;
    default:
      return status satisfies never;
  }
}

function isHeaded(reason: string | null): reason is SkipReason {
  return reason !== null && Object.hasOwn(skipHeadings, reason);
}

const skipHeadings: Record<SkipReason, (entryName: string) => string> = {
  auto_publish_off: (name) => `${name} was not published: automatic publishing is off`,
  branch_not_default: (name) => `${name} was not published: it is not published from this branch`,
  tag_not_matched: (name) => `${name} was not published: the tag does not match`,
  tag_not_a_version: (name) => `${name} was not published: the tag is no version`,
  ref_deleted: (name) => `${name} was not published: the branch or tag was deleted`,
  installation_suspended: (name) => `${name} was not published: the App is suspended`,
  installation_missing: (name) => `${name} was not published: the App is not installed`,
  repository_not_accessible: (name) => `${name} was not published: the repository cannot be read`,
  connection_paused: (name) => `${name} was not published: the connection is paused`,
  content_unchanged: (name) => `Nothing new to publish for ${name}`,
  already_published: (name) => `Nothing new to publish for ${name}`,
  cancelled: (name) => `Publishing ${name} was cancelled`,
  preview_off: (name) => `${name} was not previewed: previews are off`,
  base_not_default: (name) => `${name} was not previewed: the pull request goes to another branch`,
  preview_superseded: (name) => `${name} was not previewed: the pull request has a newer commit`,
};
