import type { Logger } from 'pino';
import type { IdempotencyKeys } from '../../ports/access/idempotency.ts';
import type { Sessions } from '../../ports/access/sessions.ts';
import { type DropBodiesPorts, dropOldBodies } from '../../workflows/deliveries/drop-bodies.use-case.ts';
import {
  type ProcessDeliveryPorts,
  processNextDelivery,
} from '../../workflows/deliveries/process-delivery.use-case.ts';
import {
  recoverLostPreviews,
  type StartPreviewsPorts,
  startPreviews,
} from '../../workflows/previews/start-previews.use-case.ts';
import {
  concludeCancelled,
  keepHistories,
  recoverLostAttempts,
  type StartAttemptsPorts,
  startAttempts,
} from '../../workflows/publishing/start-attempts.use-case.ts';
import { type SweepArtifactsPorts, sweepArtifacts } from '../../workflows/registry/sweep-artifacts.use-case.ts';
import { startWorkLoop, type WorkLoop } from './work-loop.ts';
import type { WorkMeter } from './work-metrics.ts';

export type Dispatcher = {
  /** Says that a delivery or an attempt is waiting, so that nobody waits for the next look. */
  wake(): void;
  close(): Promise<void>;
};

export type DispatcherOptions = {
  logger: Logger;
  meter: WorkMeter;
  /** How long the bodies of deliveries are kept; 0: for ever. */
  retentionDays: number;
};

/** Other servers' work, and work that a crash left, is found by looking this often. */
const idleMs = 500;
const failureMs = 1_000;
const recoveryEveryMs = 60_000;
/** An attempt that was handed over this long ago and is not finished is looked for in the engine. */
const lostAfterMs = 120_000;
/** Longer than any attempt takes from packing to its version's row. */
const sweepAfterMs = 24 * 3_600_000;
const sweepEveryMs = 3_600_000;
/** The engine's history is complete a moment after the last step. */
const historyAfterMs = 5_000;

/** Moves what waits in our tables: deliveries to decisions, attempts and previews to the engine, histories out of it; and sweeps. */
export function startDispatcher(
  deliveries: ProcessDeliveryPorts,
  runs: StartAttemptsPorts & StartPreviewsPorts,
  sweeping: SweepArtifactsPorts &
    DropBodiesPorts & {
      idempotency: Pick<IdempotencyKeys, 'forgetExpired'>;
      sessions: Pick<Sessions, 'forgetExpired'>;
    },
  { logger, meter, retentionDays }: DispatcherOptions,
): Dispatcher {
  const ago = (ms: number) => new Date(deliveries.now().getTime() - ms);
  const failed = (what: string) => (error: unknown) => logger.warn({ err: error }, `${what} failed; trying again`);
  const starts = startWorkLoop({
    work: async () => (await startAttempts(runs)) + (await concludeCancelled(runs)) + (await startPreviews(runs)),
    ...{ idleMs, failureMs, onFailure: failed('starting attempts and previews, and cancelling') },
  });
  const inbox = startWorkLoop({
    work: async () => {
      const result = await processNextDelivery(deliveries);
      meter.deliveryHandled(result);
      if (result.kind === 'processed' && result.attemptsMade + result.previewsMade > 0) starts.wake();
      return result.kind === 'idle' ? 0 : 1;
    },
    ...{ idleMs, failureMs, onFailure: failed('processing deliveries') },
  });
  const recovery = startWorkLoop({
    work: async () => {
      await recoverLostAttempts(runs, ago(lostAfterMs));
      await recoverLostPreviews(runs, ago(lostAfterMs));
      return 0;
    },
    ...{ idleMs: recoveryEveryMs, failureMs: recoveryEveryMs, onFailure: failed('looking for lost attempts') },
  });
  const histories = startWorkLoop({
    work: async () => {
      const filed = await keepHistories(runs, ago(historyAfterMs));
      for (const one of filed) meter.attemptFiled(one);
      return filed.length;
    },
    ...{ idleMs: historyAfterMs, failureMs: historyAfterMs, onFailure: failed('keeping histories') },
  });
  const sweep = startWorkLoop({
    work: async () => {
      await sweeping.idempotency.forgetExpired();
      await sweeping.sessions.forgetExpired();
      const removed = await sweepArtifacts(sweeping, ago(sweepAfterMs));
      if (removed > 0) logger.info({ removed }, 'removed archives that no version came of');
      return 0;
    },
    ...{ idleMs: sweepEveryMs, failureMs: sweepEveryMs, onFailure: failed('sweeping kept answers and archives') },
  });
  const retention = startWorkLoop({
    work: () => dropOldBodies(sweeping, retentionDays),
    ...{ idleMs: sweepEveryMs, failureMs: sweepEveryMs, onFailure: failed('dropping bodies of old deliveries') },
  });
  const loops: WorkLoop[] = [inbox, starts, recovery, histories, sweep, retention];
  return {
    wake: () => {
      inbox.wake();
      starts.wake();
    },
    close: async () => {
      await Promise.all(loops.map((loop) => loop.close()));
    },
  };
}
