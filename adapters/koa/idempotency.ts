import type { RouterContext } from '@koa/router';
import type { KeptAnswer } from '../../ports/access/idempotency.ts';
import type { AnyAnswer, AnyRequest, EndpointDescription } from './endpoint.ts';
import type { HttpDeps } from './http-deps.ts';
import { Problem, problemJson } from './problem.ts';
import type { RequestState } from './request-log.ts';

/** What is done once for its key. Source: draft-ietf-httpapi-idempotency-key-header. */
type Once = {
  ctx: RouterContext;
  description: EndpointDescription;
  request: AnyRequest;
  work: () => Promise<AnyAnswer>;
};

/** Longer than any call takes; after a crash the key is free again so much later. */
const leaseMs = 120_000;

/**
 * Does the work, unless the request's `Idempotency-Key` says that it was done before: then the answer that was given.
 * Answers that say nothing of the work (5xx, 429) are not kept; secrets never are.
 */
export async function onceForItsKey(deps: HttpDeps, once: Once): Promise<AnyAnswer | { kept: KeptAnswer }> {
  const { ctx, description, request, work } = once;
  const sent = ctx.headers['idempotency-key'];
  const { caller } = request;
  if (!description.idempotent || caller === null || sent === undefined) return await work();
  const key = keyOf(sent);
  const begun = await deps.idempotency.begin(caller, key, deps.sha256Hex(fingerprint(once)), leaseMs);
  switch (begun.kind) {
    case 'begun':
      return await keeping(once, {
        keep: (answer) => deps.idempotency.keep(caller, key, begun.lease, answer),
        release: () => deps.idempotency.release(caller, key, begun.lease),
      });
    case 'answered':
      return { kept: begun.answer };
    case 'in-use':
      throw new Problem(409, 'idempotency_key_in_use', inUse, { headers: { 'Retry-After': '1' } });
    case 'reused':
      throw new Problem(422, 'idempotency_key_reused', reused);
    default:
      return begun satisfies never;
  }
}

const inUse = 'The first request with this Idempotency-Key is still being worked on. Send this one again in a moment.';
const reused =
  'This Idempotency-Key came with another request before. Send the same request as then, or take a new key for this one.';

function keyOf(sent: string | string[]): string {
  const key = sent.toString();
  if (/^[!-~]{1,255}$/.test(key)) return key;
  const detail = 'The header Idempotency-Key takes 1 to 255 visible ASCII characters without spaces; a UUID does well.';
  throw new Problem(400, 'idempotency_key_invalid', detail);
}

function fingerprint({ ctx, request }: Once): string {
  return JSON.stringify([ctx.method, ctx.url, request.body]);
}

type Kept = { keep(answer: KeptAnswer): Promise<void>; release(): Promise<void> };

async function keeping({ ctx, description, work }: Once, kept: Kept): Promise<AnyAnswer> {
  // The work is done, or not, whatever becomes of the note about it.
  const noting = (note: Promise<void>) =>
    note.catch((error: unknown) => {
      (ctx.state as RequestState).log.warn({ err: error }, 'an answer could not be kept for its Idempotency-Key');
    });
  try {
    const answer = await work();
    await noting(kept.keep(description.showsSecret ? withoutSecret(answer) : keptAnswer(answer)));
    return answer;
  } catch (error) {
    const says = error instanceof Problem && error.status < 500 && error.status !== 429;
    await noting(says ? kept.keep(keptProblem(error)) : kept.release());
    throw error;
  }
}

function keptAnswer({ status, headers = {}, body }: AnyAnswer): KeptAnswer {
  if (body === undefined || body === null) return { status, headers, body: '' };
  return { status, headers: { ...headers, 'Content-Type': jsonType }, body: JSON.stringify(body) };
}

const jsonType = 'application/json; charset=utf-8';
const problemType = 'application/problem+json; charset=utf-8';

function keptProblem(problem: Problem, more: Record<string, unknown> = {}): KeptAnswer {
  const { status, headers } = problem;
  const body = JSON.stringify({ ...problemJson(problem), ...more });
  return { status, headers: { ...headers, 'Content-Type': problemType }, body };
}

/** Repetitions get no secret, but the id of what the first request made. */
function withoutSecret({ headers, body }: AnyAnswer): KeptAnswer {
  const made = typeof body === 'object' && body !== null && 'id' in body ? body.id : undefined;
  const id = String(made ?? headers?.Location?.split('/').at(-1) ?? '');
  const detail = `The first request with this Idempotency-Key made ${id}, and its answer alone showed the secret. If that answer was lost, revoke ${id} and make another with a new Idempotency-Key.`;
  return keptProblem(new Problem(409, 'secret_already_shown', detail), { id });
}
