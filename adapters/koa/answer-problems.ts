import type { Context, Next } from 'koa';
import { Problem, problemJson } from './problem.ts';
import type { RequestState } from './request-log.ts';

/** Answers everything that was thrown. What nobody expected is logged, and told without its details. */
export async function answerProblems(ctx: Context, next: Next): Promise<void> {
  try {
    await next();
  } catch (error) {
    if (ctx.headerSent) throw error;
    answer(ctx, problemOf(ctx, error));
  }
}

function answer(ctx: Context, problem: Problem): void {
  ctx.status = problem.status;
  ctx.set(problem.headers);
  ctx.set('Cache-Control', 'no-store');
  ctx.body = JSON.stringify(problemJson(problem));
  ctx.type = 'application/problem+json; charset=utf-8';
}

function problemOf(ctx: Context, error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { log, requestId } = ctx.state as RequestState;
  if (isAway(error)) {
    log.error({ error: described(error) }, 'a request could not be answered: a part of the service is away');
    const detail = 'A part of the service is away just now. Try again in a moment.';
    return new Problem(503, 'service_unavailable', detail, { headers: { 'Retry-After': '5' } });
  }
  log.error({ error: described(error) }, 'a request failed unexpectedly');
  const detail = `Something went wrong on our side. Try again; if it stays, tell the operator the request id ${requestId}.`;
  return new Problem(500, 'internal_error', detail);
}

/** Node's codes of lost connections, and PostgreSQL's classes 08, 57P and 53 (connection, shutdown, resources). */
const awayCode = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|08...|57P..|53...)$/;

/** Whether the database, or what else a request needs, could not be reached: an error, or one of its causes, says so. */
function isAway(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 5) return false;
  if ('code' in error && typeof error.code === 'string' && awayCode.test(error.code)) return true;
  if (/^Connection terminated/.test(error.message)) return true;
  const causes = error instanceof AggregateError ? error.errors : [];
  return [error.cause, ...causes].some((cause) => isAway(cause, depth + 1));
}

function described(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
