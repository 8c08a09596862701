import type { RouterContext } from '@koa/router';
import { Counter } from 'prom-client';
import { z } from 'zod';
import { type ReceiveResult, receiveDelivery } from '../../../workflows/deliveries/receive-delivery.use-case.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { Problem } from '../problem.ts';
import { type BodyMemory, bodyMemory, isJsonType, readBody } from '../request-body.ts';

/** GitHub sends no larger payloads. Source: https://docs.github.com/en/webhooks/webhook-events-and-payloads */
const limitBytes = 25 * 1024 * 1024;
/** Whether a body is GitHub's is known once all of it is here: so much is held for that, of all requests together. */
const heldBytes = 3 * limitBytes;
/** GitHub waits 10 seconds for the answer; who sends so slowly that this passes would hold the memory of others. */
const bodyTimeoutMs = 30_000;

/** Where GitHub delivers webhooks: verified over the raw bytes, stored, answered; nothing of the work is waited for. */
export function webhookEndpoints(deps: HttpDeps): Endpoint[] {
  const received = new Counter({
    name: 'waybill_webhook_deliveries_total',
    help: 'Webhook deliveries by what became of them.',
    labelNames: ['result'],
    registers: [deps.metrics],
  });
  return [deliver(deps, received, bodyMemory(heldBytes))];
}

const deliver = (deps: HttpDeps, received: Counter<'result'>, memory: BodyMemory) =>
  endpoint({
    method: 'post',
    path: '/api/v1/github/webhook',
    operationId: 'receiveWebhook',
    tag: 'Webhook',
    summary: 'Receive a webhook of GitHub',
    description: `The body has to be here within ${bodyTimeoutMs / 1_000} seconds.`,
    access: 'anyone',
    uncounted: true,
    headers: {
      'X-GitHub-Event': { description: "The event's name." },
      'X-GitHub-Delivery': { description: "The delivery's GUID; a redelivery keeps it." },
      'X-Hub-Signature-256': { description: '`sha256=` and the HMAC of the body with the webhook secret, in hex.' },
    },
    rawBody: { contentType: 'application/json', schema: z.looseObject({}) },
    answers: {
      200: { description: 'A ping.', body: z.strictObject({ message: z.literal('pong') }) },
      202: {
        description: 'Stored, known already, or of an event that is not used.',
        body: z.strictObject({ status: z.string() }),
      },
    },
    refusals: {
      400: ['header_missing', 'json_malformed'],
      401: ['signature_invalid'],
      408: ['body_too_slow'],
    },
  }).handle(async ({ ctx }) => {
    const result = await receive(deps, ctx, memory);
    received.inc({ result: result.kind === 'refused' ? result.code : result.kind });
    if (result.kind === 'refused') throw refusal(result, ctx.get('Content-Type'));
    if (result.kind === 'pong') return { status: 200, body: { message: 'pong' } };
    return { status: 202, body: { status: result.kind } };
  });

async function receive(deps: HttpDeps, ctx: RouterContext, memory: BodyMemory): Promise<ReceiveResult> {
  const held = memory.open();
  const done = new AbortController();
  try {
    return await receiveDelivery(deps, {
      guid: ctx.get('X-GitHub-Delivery') || undefined,
      event: ctx.get('X-GitHub-Event') || undefined,
      signature: ctx.get('X-Hub-Signature-256') || undefined,
      headers: Object.fromEntries(Object.entries(ctx.headers).map(([name, value]) => [name, value?.toString()])),
      body: await readBody(ctx, limitBytes, { held, late: deps.sleep(bodyTimeoutMs, done.signal) }),
    });
  } finally {
    done.abort();
    held.giveBack();
  }
}

function refusal({ code, message }: Extract<ReceiveResult, { kind: 'refused' }>, contentType: string): Problem {
  if (code === 'signature_invalid') return new Problem(401, code, message);
  if (code === 'json_malformed' && contentType !== '' && !isJsonType(contentType)) {
    const detail = "The delivery is no JSON. Set the webhook's content type to application/json in the App's settings.";
    return new Problem(415, 'media_type_unsupported', detail);
  }
  return new Problem(400, code, message);
}
