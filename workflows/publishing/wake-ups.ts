import type { OrganizationId } from '../../domain/shared/ids.ts';
import type { AttemptNotifications } from '../../ports/publishing/attempt-changes.ts';

export type WakeUps = {
  /** Waits for a notification, one that came since the last call included, for `timeoutMs` at the most. */
  next(timeoutMs: number): Promise<void>;
  stop(): void;
};

/** Notifications of the same moment are taken as one. */
const gatheringMs = 20;

/** The notifications of an organization's attempts, one by one. `signal` ends the waiting. */
export function wakeUps(
  ports: {
    notifications: AttemptNotifications;
    sleep(pauseMs: number, signal: AbortSignal): Promise<void>;
  },
  organizationId: OrganizationId,
  signal: AbortSignal,
): WakeUps {
  let woken = false;
  let waiting: AbortController | null = null;
  const stop = ports.notifications.watch(organizationId, () => {
    woken = true;
    waiting?.abort();
  });
  return {
    next: async (timeoutMs) => {
      if (!woken && !signal.aborted) {
        waiting = new AbortController();
        await ports.sleep(timeoutMs, AbortSignal.any([signal, waiting.signal]));
        waiting = null;
      }
      if (woken) await ports.sleep(gatheringMs, signal);
      woken = false;
    },
    stop,
  };
}
