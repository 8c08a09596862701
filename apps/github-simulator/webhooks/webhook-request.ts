import { createHmac } from 'node:crypto';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AppState } from '../state.ts';

export type WebhookMessage = { guid: string; event: string /** JSON. */; body: string };

export type WebhookAnswer = {
  statusCode: number;
  status: string;
  headers: Record<string, string>;
  payload: string;
};

/** The bytes on the wire: JSON, or `payload=` for a hook set to `form`. */
export function encodeBody(app: AppState, body: string): { contentType: string; content: string } {
  return app.webhookContentType === 'form'
    ? { contentType: 'application/x-www-form-urlencoded', content: new URLSearchParams({ payload: body }).toString() }
    : { contentType: 'application/json', content: body };
}

/** GitHub's headers, with both signatures over the exact bytes sent. */
export function webhookHeaders(app: AppState, message: WebhookMessage): Record<string, string> {
  const { contentType, content } = encodeBody(app, message.body);
  const sign = (algorithm: string) => createHmac(algorithm, app.webhookSecret).update(content).digest('hex');
  return {
    Accept: '*/*',
    'Content-Type': contentType,
    'User-Agent': 'GitHub-Hookshot/51f0d2e',
    'X-GitHub-Delivery': message.guid,
    'X-GitHub-Event': message.event,
    'X-GitHub-Hook-ID': String(app.hookId),
    'X-GitHub-Hook-Installation-Target-ID': String(app.id),
    'X-GitHub-Hook-Installation-Target-Type': 'integration',
    'X-Hub-Signature': `sha1=${sign('sha1')}`,
    'X-Hub-Signature-256': `sha256=${sign('sha256')}`,
  };
}

/**
 * Sends once and gives the answer; never throws. Nobody there is 502, no answer in time 504. A new connection each time,
 * so that a receiver's restart is not felt as a broken one. Redirects are not followed.
 */
export function sendWebhook(
  url: string,
  headers: Record<string, string>,
  content: string,
  limits: { timeoutMs: number; signal: AbortSignal },
): Promise<WebhookAnswer> {
  const failed = (statusCode: number, status: string) => ({ statusCode, status, headers: {}, payload: '' });
  return new Promise((resolve) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const options = {
      method: 'POST',
      agent: false as const,
      signal: limits.signal,
      headers: { ...headers, 'Content-Length': Buffer.byteLength(content) },
    };
    let timedOut = false;
    const fail = () => resolve(timedOut ? failed(504, 'timed out') : failed(502, 'failed to connect to host'));
    const outgoing = send(url, options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', fail);
      incoming.on('end', () => {
        clearTimeout(timer);
        const statusCode = incoming.statusCode ?? 502;
        const status = statusCode < 400 ? 'OK' : `Invalid HTTP Response: ${statusCode}`;
        const payload = Buffer.concat(chunks).toString('utf8');
        resolve({ statusCode, status, headers: flatHeaders(incoming.headers), payload });
      });
    });
    const timer = setTimeout(() => {
      timedOut = true;
      outgoing.destroy();
    }, limits.timeoutMs);
    outgoing.on('error', fail);
    outgoing.on('close', () => {
      clearTimeout(timer);
      fail();
    });
    outgoing.end(content);
  });
}

function flatHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) flat[name] = String(value);
  return flat;
}
