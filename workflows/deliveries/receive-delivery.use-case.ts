import type { Deliveries } from '../../ports/deliveries/deliveries.ts';
import type { WebhookReader } from '../../ports/deliveries/webhook.ts';

/** A webhook request as it came: the headers that matter, and the raw bytes that were signed. */
export type IncomingDelivery = {
  guid: string | undefined;
  event: string | undefined;
  signature: string | undefined;
  /** By their lower-case names; those that say who sent the delivery are kept. */
  headers?: Record<string, string | undefined>;
  body: Uint8Array;
};

export type ReceiveResult =
  | { kind: 'accepted' | 'ignored' | 'repeated' | 'pong' }
  | { kind: 'refused'; code: 'signature_invalid' | 'header_missing' | 'json_malformed'; message: string };

export type ReceiveDeliveryPorts = {
  webhooks: WebhookReader;
  deliveries: Deliveries;
  /** Wakes the dispatcher; a lost call only means that it comes a little later. */
  wakeDispatcher(): void;
};

const guidShape = /^[0-9A-Za-z-]{1,64}$/;

/** Verifies and stores a delivery; all work on it is left to the dispatcher. */
export async function receiveDelivery(
  ports: ReceiveDeliveryPorts,
  { guid, event, signature, headers = {}, body }: IncomingDelivery,
): Promise<ReceiveResult> {
  if (!(await ports.webhooks.verify(body, signature))) {
    const message =
      'The signature in X-Hub-Signature-256 is missing or does not fit the body. Check that the App and this service have the same webhook secret.';
    return { kind: 'refused', code: 'signature_invalid', message };
  }
  if (!guid || !event || !guidShape.test(guid) || !/^[a-z_]{1,64}$/.test(event)) {
    const message = 'X-GitHub-Delivery and X-GitHub-Event must be there, as GitHub sends them.';
    return { kind: 'refused', code: 'header_missing', message };
  }
  const json = parseJson(body);
  if (json === undefined) return { kind: 'refused', code: 'json_malformed', message: 'The body is no JSON object.' };
  if (event === 'ping') return { kind: 'pong' };
  const read = ports.webhooks.read(event, json);
  const unused = read.kind === 'event' && read.event.kind === 'unused';
  const disposition = unused ? 'ignored' : 'pending';
  const action = typeof json.action === 'string' ? json.action : null;
  const origin = ports.webhooks.originOf(event, json);
  const kept = keptHeadersOf(headers);
  const stored = await ports.deliveries.receive({ guid, event, action, body, disposition, origin, headers: kept });
  if (stored.kind === 'repeated') return { kind: 'repeated' };
  if (unused) return { kind: 'ignored' };
  ports.wakeDispatcher();
  return { kind: 'accepted' };
}

const keptHeaders = [
  'content-type',
  'user-agent',
  'x-github-hook-id',
  'x-github-hook-installation-target-id',
  'x-github-hook-installation-target-type',
];

function keptHeadersOf(headers: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    keptHeaders.flatMap((name) => (headers[name] ? [[name, headers[name].slice(0, 200)]] : [])),
  );
}

function parseJson(body: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
