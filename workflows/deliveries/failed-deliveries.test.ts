import { expect, test } from 'vitest';
import { PermanentFailure, RateLimited } from '../../ports/faults.ts';
import { sampleId, sampleTime } from '../../test/support/sample-rows.ts';
import { dropOldBodies } from './drop-bodies.use-case.ts';
import { type ProcessDeliveryPorts, processNextDelivery } from './process-delivery.use-case.ts';

const until = new Date(sampleTime.getTime() + 3_600_000);

test.each([
  [new RateLimited(until, 'Wait.'), 8, until, true, 'Wait.'],
  [new Error('away'), 1, new Date(sampleTime.getTime() + 500), false, 'away'],
  [new Error('away'), 9, null, false, 'away'],
  [new PermanentFailure('github_refused', 'No.'), 1, null, false, 'github_refused: No.'],
])(
  'after %s, at try %d, it is put back until %s; a wait spends no try',
  async (fault, tries, retryAt, spendsNoTry, told) => {
    const recorded: unknown[] = [];
    const body = new TextEncoder().encode('{}');
    const event = { kind: 'installation', action: 'suspend', installation: { installationId: 77 } };
    const ports = {
      deliveries: {
        claim: async () => ({
          id: sampleId(60),
          guid: 'g',
          event: 'installation',
          body,
          receivedAt: sampleTime,
          tries,
        }),
        recordFailure: async (...failure: unknown[]) => void recorded.push(failure),
      },
      webhooks: { read: () => ({ kind: 'event', event }) },
      app: { installation: () => Promise.reject(fault) },
      now: () => sampleTime,
    };
    expect(await processNextDelivery(ports as unknown as ProcessDeliveryPorts)).toEqual({ kind: 'put-back' });
    expect(recorded).toEqual([[sampleId(60), told, retryAt, { spendsNoTry }]]);
  },
);

test('bodies are dropped after so many days, and never when there is no limit', async () => {
  const asked: unknown[] = [];
  const dropBodies = async (before: Date) => asked.push(before.toISOString());
  const ports = { deliveryLog: { dropBodies }, now: () => sampleTime };
  expect(await dropOldBodies(ports, 30)).toBe(1);
  expect(await dropOldBodies(ports, 0)).toBe(0);
  expect(asked).toEqual(['2026-10-22T08:00:00.000Z']);
});
