import type { Router } from '@koa/router';
import { Counter } from 'prom-client';
import { type ReceiveResult, receiveDelivery } from '../../../workflows/deliveries/receive-delivery.use-case.ts';
import type { HttpDeps } from '../http-deps.ts';
import { Problem } from '../problem.ts';
import { isJsonType, readBody } from '../request-body.ts';

/** GitHub sends no larger payloads. Source: https://docs.github.com/en/webhooks/webhook-events-and-payloads */
const limitBytes = 25 * 1024 * 1024;

/** Where GitHub delivers webhooks: verified over the raw bytes, stored, answered; nothing of the work is waited for. */
export function webhookRoute(router: Router, deps: HttpDeps): void {
  const received = new Counter({
    name: 'waybill_webhook_deliveries_total',
    help: 'Webhook deliveries by what became of them.',
    labelNames: ['result'],
    registers: [deps.metrics],
  });
  router.post('/api/v1/github/webhook', async (ctx) => {
    const body = await readBody(ctx, limitBytes);
    const result = await receiveDelivery(deps, {
      guid: ctx.get('X-GitHub-Delivery') || undefined,
      event: ctx.get('X-GitHub-Event') || undefined,
      signature: ctx.get('X-Hub-Signature-256') || undefined,
      body,
    });
    received.inc({ result: result.kind === 'refused' ? result.code : result.kind });
    if (result.kind === 'refused') throw refusal(result, ctx.get('Content-Type'));
    ctx.status = result.kind === 'pong' ? 200 : 202;
    ctx.body = result.kind === 'pong' ? { message: 'pong' } : { status: result.kind };
  });
}

function refusal({ code, message }: Extract<ReceiveResult, { kind: 'refused' }>, contentType: string): Problem {
  if (code === 'signature_invalid') return new Problem(401, code, message);
  if (code === 'json_malformed' && contentType !== '' && !isJsonType(contentType)) {
    const detail = "The delivery is no JSON. Set the webhook's content type to application/json in the App's settings.";
    return new Problem(415, 'media_type_unsupported', detail);
  }
  return new Problem(400, code, message);
}
