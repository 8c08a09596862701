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

/**
 * Longer than any call takes; after a crash the key is free again so much later. What reads its body by itself may take
 * the 5 minutes besides that Node leaves a request to arrive.
 */
const leaseMs = { bodyRead: 120_000, bodyToRead: 420_000 };

/**
 * Does the work, unless the request's `Idempotency-Key` says that it was done before: then the answer that was given.
 * Answers that say nothing of the work (5xx, 429, and 403, since the caller may be allowed to by then) are not kept, nor
 * are refusals of a body that was not read to its end; secrets never are.
 */
export async function onceForItsKey(deps: HttpDeps, once: Once): Promise<AnyAnswer | { kept: KeptAnswer }> {
  const { ctx, description, request, work } = once;
  const sent = ctx.headers['idempotency-key'];
  const { caller } = request;
  if (!description.idempotent || caller === null || sent === undefined) return await work();
  const key = keyOf(sent);
  const begun = await deps.idempotency.begin(caller, key, description.rawBody ? leaseMs.bodyToRead : leaseMs.bodyRead);
  switch (begun.kind) {
    case 'begun': {
      const release = () => deps.idempotency.release(caller, key, begun.lease);
      const keep = (answer: KeptAnswer) => {
        const fingerprint = fingerprintOf(deps, once);
        return fingerprint === null
          ? release()
          : deps.idempotency.keep(caller, key, begun.lease, { fingerprint, answer });
      };
      return await keeping(once, { keep, release });
    }
    case 'answered':
      await description.rawBody?.skim?.(ctx);
      if (fingerprintOf(deps, once) !== begun.fingerprint) throw new Problem(422, 'idempotency_key_reused', reused);
      return { kept: begun.answer };
    case 'in-use':
      throw new Problem(409, 'idempotency_key_in_use', inUse, { headers: { 'Retry-After': '1' } });
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

/** Null: the body was not read to its end. */
function fingerprintOf({ sha256Hex }: HttpDeps, { ctx, description, request }: Once): string | null {
  const { bodyDigest } = ctx.state as RequestState;
  if (description.rawBody && bodyDigest === undefined) return null;
  return sha256Hex(JSON.stringify([ctx.method, ctx.url, bodyDigest ?? request.body]));
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
    const says = error instanceof Problem && error.status < 500 && ![403, 429].includes(error.status);
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
  const bodyId = typeof body === 'object' && body !== null && 'id' in body ? body.id : undefined;
  const id = String(bodyId ?? headers?.Location?.split('/').at(-1) ?? '');
  const made = id ? ` made ${id}` : ' was answered';
  const mend = id ? `revoke ${id} and make another` : 'send the request again';
  const detail = `The first request with this Idempotency-Key${made}, and its answer alone showed the secret. If that answer was lost, ${mend} with a new Idempotency-Key.`;
  return keptProblem(new Problem(409, 'secret_already_shown', detail), id ? { id } : {});
}
