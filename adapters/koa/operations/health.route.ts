import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';

const checkTimeoutMs = 2_000;

const noStore = { 'Cache-Control': 'no-store' };
const readiness = z.strictObject({
  status: z.enum(['ready', 'not_ready']),
  checks: z.record(z.string(), z.enum(['ok', 'away'])),
});

/** Liveness, readiness and metrics, for whoever operates the service. None of them needs a key. */
export function healthEndpoints(deps: HttpDeps): Endpoint[] {
  return [alive(), ready(deps), metrics(deps)];
}

const alive = () =>
  endpoint({
    method: 'get',
    path: '/healthz',
    operationId: 'getLiveness',
    tag: 'Operations',
    summary: 'Whether the process lives',
    access: 'anyone',
    uncounted: true,
    answers: { 200: { description: 'It does.', body: z.strictObject({ status: z.literal('ok') }) } },
  }).handle(async () => ({ status: 200, headers: noStore, body: { status: 'ok' } }));

const ready = ({ checks }: HttpDeps) =>
  endpoint({
    method: 'get',
    path: '/readyz',
    operationId: 'getReadiness',
    tag: 'Operations',
    summary: 'Whether requests can be served',
    access: 'anyone',
    uncounted: true,
    answers: {
      200: { description: 'All that is needed answers.', body: readiness },
      503: { description: 'Something that is needed is away.', body: readiness },
    },
  }).handle(async () => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, { check }]) => [name, (await passes(check)) ? 'ok' : 'away'] as const),
    );
    const isReady = results.every(([name, result]) => result === 'ok' || !checks[name]?.needed);
    const body = { status: isReady ? 'ready' : 'not_ready', checks: Object.fromEntries(results) } as const;
    return { status: isReady ? 200 : 503, headers: noStore, body };
  });

const metrics = ({ metrics: registry }: HttpDeps) =>
  endpoint({
    method: 'get',
    path: '/metrics',
    operationId: 'getMetrics',
    tag: 'Operations',
    summary: 'Metrics for Prometheus',
    access: 'anyone',
    uncounted: true,
    answers: { 200: { description: "Prometheus's text format.", content: 'text/plain' } },
  }).handle(async () => ({
    status: 200,
    headers: { ...noStore, 'Content-Type': registry.contentType },
    body: await registry.metrics(),
  }));

async function passes(check: () => Promise<void>): Promise<boolean> {
  const giveUp = new AbortController();
  try {
    return await Promise.race([
      check().then(() => true),
      sleep(checkTimeoutMs, false, { signal: giveUp.signal, ref: false }),
    ]);
  } catch {
    return false;
  } finally {
    giveUp.abort();
  }
}
