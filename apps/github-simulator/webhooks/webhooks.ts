import { randomUUID } from 'node:crypto';
import type { Faults } from '../faults.ts';
import { isoSeconds } from '../iso-seconds.ts';
import type { AppState } from '../state.ts';
import type { Deliveries, HookDelivery } from './deliveries.ts';
import { createWebhookFaults, type WebhookFaults } from './webhook-faults.ts';
import { encodeBody, sendWebhook, type WebhookAnswer, type WebhookMessage, webhookHeaders } from './webhook-request.ts';

export type WebhookEvent = {
  event: string;
  payload: Record<string, unknown>;
  installationId: number | null;
  repositoryId: number | null;
};

type QueuedWebhook = WebhookMessage & {
  action: string | null;
  ref: string | null;
  installationId: number | null;
  repositoryId: number | null;
  redelivery: boolean;
};

export type HeldWebhook = { guid: string; event: string; action: string | null; ref: string | null };

export type Webhooks = {
  deliveries: Deliveries;
  faults: WebhookFaults;
  /** Queues one delivery and returns at once. Without a webhook URL nothing happens. */
  emit(event: WebhookEvent): void;
  /** Sends a delivery again: same GUID, new id. Nothing does so by itself, as on GitHub. */
  redeliver(delivery: HookDelivery): void;
  held(): HeldWebhook[];
  release(guids?: readonly string[]): void;
  /** Resolves when nothing is queued or on its way. */
  idle(): Promise<void>;
  close(): Promise<void>;
};

/** Payloads above 25 MB are not sent. */
const maxPayloadBytes = 25 * 1024 * 1024;
const closingGraceMs = 1000;

type Dependencies = {
  app: AppState;
  now: () => number;
  nextDeliveryId: () => number;
  deliveries: Deliveries;
  faults: Faults;
  timeoutMs: number;
};

/** Deliveries one after the other, in the order of their events; a delayed or held one does not stop the others. */
export function createWebhooks(dependencies: Dependencies): Webhooks {
  const { app, deliveries, faults } = dependencies;
  const webhookFaults = createWebhookFaults();
  const closing = new AbortController();
  const pending = new Set<Promise<void>>();
  let tail: Promise<void> = Promise.resolve();
  let held: QueuedWebhook[] = [];

  const track = (work: Promise<void>) => {
    pending.add(work);
    void work.finally(() => pending.delete(work));
  };
  const enqueue = (webhook: QueuedWebhook, lost = false) => {
    tail = tail.then(() => deliver(webhook, lost));
    track(tail);
  };
  const deliver = async (webhook: QueuedWebhook, lost: boolean): Promise<void> => {
    const fault = faults.strike({ kind: 'webhook', method: 'POST', path: webhook.event });
    if (fault !== undefined && 'delayMs' in fault) {
      track(abortableDelay(fault.delayMs, closing.signal).then(() => attempt(webhook, lost)));
      return;
    }
    // Any other fault of a delivery means the same: it does not arrive.
    await attempt(webhook, lost || fault !== undefined);
  };
  const attempt = async (webhook: QueuedWebhook, lost: boolean): Promise<void> => {
    const startedAt = performance.now();
    const url = app.webhookUrl ?? '';
    const headers = webhookHeaders(app, webhook);
    const answer: WebhookAnswer = lost
      ? { statusCode: 502, status: 'failed to connect to host', headers: {}, payload: '' }
      : await sendWebhook(url, headers, encodeBody(app, webhook.body).content, {
          timeoutMs: dependencies.timeoutMs,
          signal: closing.signal,
        });
    deliveries.add({
      id: dependencies.nextDeliveryId(),
      guid: webhook.guid,
      deliveredAt: isoSeconds(dependencies.now()),
      redelivery: webhook.redelivery,
      duration: Math.round((performance.now() - startedAt) / 10) / 100,
      status: answer.status,
      statusCode: answer.statusCode,
      event: webhook.event,
      action: webhook.action,
      installationId: webhook.installationId,
      repositoryId: webhook.repositoryId,
      url,
      request: { headers, payload: JSON.parse(webhook.body) as Record<string, unknown> },
      response: { headers: answer.headers, payload: answer.payload },
    });
  };

  return {
    deliveries,
    faults: webhookFaults,
    emit(event) {
      const webhook = queuedWebhook(event);
      if (app.webhookUrl === undefined || Buffer.byteLength(webhook.body) > maxPayloadBytes) return;
      const fate = webhookFaults.fateOf(webhook);
      if (fate === 'hold') held.push(webhook);
      else enqueue(webhook, fate === 'drop');
      if (fate === 'double') enqueue(webhook);
    },
    redeliver(delivery) {
      const { guid, event, action, installationId, repositoryId } = delivery;
      const body = JSON.stringify(delivery.request.payload);
      enqueue({ guid, event, action, installationId, repositoryId, body, ref: null, redelivery: true });
    },
    held: () => held.map(({ guid, event, action, ref }) => ({ guid, event, action, ref })),
    release(guids) {
      if (guids === undefined) webhookFaults.endHolding();
      const order = guids ?? held.map(({ guid }) => guid);
      for (const guid of order) {
        const webhook = held.find((candidate) => candidate.guid === guid);
        if (webhook === undefined) throw new Error(`No held webhook has the GUID ${guid}.`);
        held = held.filter((candidate) => candidate !== webhook);
        enqueue(webhook);
      }
    },
    async idle() {
      while (pending.size > 0) await Promise.all(pending);
    },
    async close() {
      const grace = setTimeout(() => closing.abort(), closingGraceMs);
      while (pending.size > 0) await Promise.all(pending);
      clearTimeout(grace);
      await deliveries.flush();
    },
  };
}

function queuedWebhook({ event, payload, installationId, repositoryId }: WebhookEvent): QueuedWebhook {
  return {
    guid: randomUUID(),
    event,
    body: JSON.stringify(payload),
    action: typeof payload.action === 'string' ? payload.action : null,
    ref: typeof payload.ref === 'string' ? payload.ref : null,
    installationId,
    repositoryId,
    redelivery: false,
  };
}

function abortableDelay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
