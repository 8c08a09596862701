import type { Attempt } from '../../domain/publishing/attempt.ts';
import type { AttemptId, OrganizationId } from '../../domain/shared/ids.ts';

/** One change: the attempt as it stands now. `revision` grows with every change of any attempt. */
export type AttemptChange = {
  attempt: Attempt;
  revision: number;
  /** The attempt that serves its event, since its commit is known: `Attempts.list` leaves this one out. Else null. */
  joinedTo: AttemptId | null;
  /** Opaque: where `changesSince` goes on after this one. */
  position: string;
};

export type AttemptChanges = {
  /** Where changes stand now. */
  position(): Promise<string>;
  /**
   * The organization's attempts that were made or changed since `position`, in order, each as it stands now. None is
   * missed, whatever order transactions commit in; one is given again when another transaction was open meanwhile.
   * `next`: where to go on. `lost`: there are more than `limit`, or the position is none of this database's.
   */
  changesSince(
    position: string,
    organizationId: OrganizationId,
    limit: number,
  ): Promise<{ kind: 'changes'; changes: AttemptChange[]; next: string } | { kind: 'lost' }>;
  /** Null: there is no such attempt in the organization. */
  current(id: AttemptId, organizationId: OrganizationId): Promise<{ attempt: Attempt; revision: number } | null>;
};

/** Says, on every server, that attempts of an organization changed. */
export type AttemptNotifications = {
  /**
   * Calls `changed` whenever attempts of the organization may have changed, until the returned function is called. It
   * may be called too often; while notifications cannot be had, it is called every few seconds.
   */
  watch(organizationId: OrganizationId, changed: () => void): () => void;
};
