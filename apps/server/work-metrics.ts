import { Counter, Gauge, type Registry } from 'prom-client';
import type { Backlog } from '../../ports/publishing/backlog.ts';
import type { ProcessResult } from '../../workflows/deliveries/process-delivery.use-case.ts';
import type { FiledAttempt } from '../../workflows/publishing/start-attempts.use-case.ts';

/** Counts what the dispatcher of this server did. */
export type WorkMeter = {
  deliveryHandled(result: ProcessResult): void;
  attemptFiled(filed: FiledAttempt): void;
};

/**
 * Counters count what this server did, each thing on one server only: sum them over servers. What waits is read from the
 * database at each scrape and is the same on every server: take one of them. Steps may run in workers, which serve no
 * metrics; their tries are counted out of the attempt's history, once it has ended.
 */
export function workMetrics(registers: Registry, backlog: Backlog): WorkMeter {
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name, help, labelNames, registers: [registers] });
  const deliveries = counter(
    'waybill_deliveries_processed_total',
    'Deliveries taken from the inbox, by what came of it.',
    ['result'],
  );
  const skips = counter('waybill_decisions_skipped_total', 'Decisions not to publish, by their reason.', ['reason']);
  const attempts = counter('waybill_attempts_total', 'Attempts that ended, by how.', ['trigger', 'status', 'reason']);
  const writeBacks = counter('waybill_write_backs_total', 'Write-backs of attempts that ended.', ['status']);
  const tries = counter('waybill_step_tries_total', 'Tries of steps of attempts that ended.', ['step', 'result']);
  gaugeBacklog(registers, backlog);
  return {
    deliveryHandled: (result) => {
      if (result.kind === 'idle') return;
      deliveries.inc({ result: result.kind });
      if (result.kind === 'processed') for (const reason of result.skips) skips.inc({ reason });
    },
    attemptFiled: ({ attempt: { trigger, status, reason, writeBackStatus }, history }) => {
      attempts.inc({ trigger, status, reason: reason ?? 'none' });
      writeBacks.inc({ status: writeBackStatus });
      for (const { name, tries: ofStep } of history) {
        for (const { finishedAt, error } of ofStep) {
          tries.inc({ step: name, result: finishedAt === null ? 'cut_off' : error === null ? 'done' : 'failed' });
        }
      }
    },
  };
}

function gaugeBacklog(registers: Registry, backlog: Backlog): void {
  const gauge = (name: string, help: string, collect: () => Promise<void>) =>
    new Gauge({ name, help, labelNames: ['state'], registers: [registers], collect });
  const known: { at: number; counts: ReturnType<Backlog['counts']> | null } = { at: 0, counts: null };
  // One question serves all gauges of a scrape.
  const counts = () => {
    if (known.counts === null || Date.now() - known.at > scrapeMs) {
      Object.assign(known, { at: Date.now(), counts: backlog.counts() });
    }
    return known.counts ?? backlog.counts();
  };
  const collected = async (set: (counts: Awaited<ReturnType<Backlog['counts']>>) => void) => {
    // While the database is away the other metrics are told all the same.
    await counts().then(set, () => {});
  };
  const deliveries = gauge('waybill_deliveries', 'Deliveries that are not done.', () =>
    collected((now) => {
      deliveries.set({ state: 'pending' }, now.deliveriesPending);
      deliveries.set({ state: 'failed' }, now.deliveriesFailed);
    }),
  );
  const attempts = gauge('waybill_attempts', 'Attempts that are not done.', () =>
    collected((now) => {
      attempts.set({ state: 'waiting' }, now.attemptsWaiting);
      attempts.set({ state: 'running' }, now.attemptsRunning);
      attempts.set({ state: 'untold' }, now.writeBacksPending);
    }),
  );
}

const scrapeMs = 1_000;
