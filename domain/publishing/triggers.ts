import type { DeliveryEvent } from '../deliveries/delivery-event.ts';
import { type GitRef, isRefName, parseRef } from '../shared/git-ref.ts';
import type { Sha } from '../shared/ids.ts';

/** An event of a ref, from a webhook or a sweep. `commit` is null when it is deleted or the event does not name it. */
export type RefTrigger = { kind: 'branch' | 'tag' | 'sweep'; ref: GitRef; commit: Sha | null; deleted: boolean };

/** What asks for a publish, before it is known whether one is made. */
export type DeliveryTrigger =
  | RefTrigger
  /** `ref` is a full ref name, or the name as somebody gave it; `commit` is null until it is resolved. */
  | { kind: 'manual' | 're-run'; ref: string; commit: Sha | null };

/**
 * The publish that a webhook delivery asks for; null when it asks for none. A tag's commit is the one that it peels
 * to: `after` of an annotated tag is the tag object, so `head_commit` is taken; a `create` event carries no commit.
 * Source: https://docs.github.com/en/webhooks/webhook-events-and-payloads#push
 */
export function triggerOf(event: DeliveryEvent): RefTrigger | null {
  switch (event.kind) {
    case 'push':
      return triggerOfPush(event);
    case 'tag-created':
      if (!isRefName(event.tag)) return null;
      return { kind: 'tag', ref: { kind: 'tag', name: event.tag }, commit: null, deleted: false };
    case 'ping':
    case 'installation':
    case 'installation-repositories':
    case 'installation-target-renamed':
    case 'repository':
    case 'pull-request':
    case 'check-run-rerequested':
    case 'check-suite-rerequested':
    case 'unused':
      return null;
    default:
      return event satisfies never;
  }
}

function triggerOfPush(event: Extract<DeliveryEvent, { kind: 'push' }>): RefTrigger | null {
  const ref = parseRef(event.ref);
  if (ref === null) return null;
  const commit = ref.kind === 'branch' ? event.after : event.headCommit;
  return { kind: ref.kind, ref, commit: event.deleted ? null : commit, deleted: event.deleted };
}
