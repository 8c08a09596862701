import type { PreviewId, Sha } from '../shared/ids.ts';
import type { PreviewStatus } from './preview.ts';

/** A pull request's earlier preview for the connection. `headAt`: when the pull request got that head. */
export type KnownPreview = {
  id: PreviewId;
  headSha: Sha;
  headAt: Date;
  status: PreviewStatus;
  /** Made by the connection's settings of today. */
  sameSettings: boolean;
};

export type PreviewPlan =
  /** `supersedes`: pending previews of older heads, which nobody waits for any more. */
  | { kind: 'new'; supersedes: PreviewId[] }
  /** The head is, or was, previewed; this event brings nothing new. */
  | { kind: 'join'; id: PreviewId }
  /** The pull request has a newer head already. */
  | { kind: 'outdated' };

/**
 * What an event of a pull request does, given the connection's earlier previews of that pull request. One preview serves
 * all events of one head. Events come in any order; GitHub's times, to the second, say which head is newer.
 */
export function planPreview(head: { sha: Sha; at: Date }, known: readonly KnownPreview[]): PreviewPlan {
  const ofHead = known.filter((preview) => preview.headSha === head.sha);
  const serving = ofHead.find((preview) => preview.status === 'pending' || isTold(preview));
  const others = known.filter((preview) => preview.headSha !== head.sha);
  if (others.some((preview) => preview.headAt > head.at)) return { kind: 'outdated' };
  if (serving) return { kind: 'join', id: serving.id };
  const supersedes = others.filter(({ status }) => status === 'pending').map(({ id }) => id);
  return { kind: 'new', supersedes };
}

function isTold({ status, sameSettings }: KnownPreview): boolean {
  return status === 'told' && sameSettings;
}
