import { isConcluded } from '../../domain/publishing/attempt.ts';
import type { AttemptWaiter } from '../../ports/publishing/attempt-waiter.ts';
import type { Attempts } from '../../ports/publishing/attempts.ts';

export type PollingPorts = {
  attempts: Pick<Attempts, 'find'>;
  /** Resolves after `pauseMs`, or as soon as `signal` aborts. */
  sleep(pauseMs: number, signal: AbortSignal): Promise<void>;
  now(): Date;
};

const firstPauseMs = 50;
const longestPauseMs = 250;
const pauseGrowth = 1.5;

/** Waits by looking again and again, at first often. */
export function pollingWaiter(ports: PollingPorts): AttemptWaiter {
  return {
    async waitUntilSettled(id, organizationId, timeoutMs, signal) {
      const deadline = ports.now().getTime() + timeoutMs;
      for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(Math.ceil(pauseMs * pauseGrowth), longestPauseMs)) {
        const attempt = await ports.attempts.find(id, organizationId);
        const leftMs = deadline - ports.now().getTime();
        if (!attempt || isConcluded(attempt) || leftMs <= 0 || signal.aborted) return attempt;
        await ports.sleep(Math.min(pauseMs, leftMs), signal);
      }
    },
  };
}
