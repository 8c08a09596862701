import type { Attempt } from '../../domain/publishing/attempt.ts';
import type { AttemptId, OrganizationId } from '../../domain/shared/ids.ts';

/** Waits for attempts that run elsewhere. */
export type AttemptWaiter = {
  /**
   * The attempt as soon as its outcome is recorded and its write-back no longer pending; as it stands when `timeoutMs`
   * have passed or `signal` aborts; null when there is no such attempt in the organization.
   */
  waitUntilSettled(
    id: AttemptId,
    organizationId: OrganizationId,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<Attempt | null>;
};
