import { createHmac, randomUUID } from 'node:crypto';

/** The value of GitHub's X-Hub-Signature-256. Source: https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries */
export function hubSignature(secret: string, body: string | Uint8Array): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

export type DeliveryToSend = {
  event: string;
  body: string | Uint8Array;
  /** Default: a new one. */
  guid?: string;
  /** Overrides or, as null, leaves out a header. */
  headers?: Record<string, string | null>;
};

/** Posts a delivery to a server as GitHub would, signed with the secret. */
export async function sendDelivery(url: string, secret: string, delivery: DeliveryToSend) {
  const { event, body, guid = randomUUID() } = delivery;
  const headers = new Headers({
    'Content-Type': 'application/json',
    'X-GitHub-Event': event,
    'X-GitHub-Delivery': guid,
    'X-Hub-Signature-256': hubSignature(secret, body),
  });
  for (const [name, value] of Object.entries(delivery.headers ?? {})) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  const response = await fetch(`${url}/api/v1/github/webhook`, { method: 'POST', headers, body });
  const text = await response.text();
  return { status: response.status, text, json: JSON.parse(text) as Record<string, unknown>, guid };
}
