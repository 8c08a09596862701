import { STATUS_CODES } from 'node:http';
import type { FieldProblem, Refusal } from '../../workflows/refusal.ts';

/** An answer that says why a request was not carried out. Thrown in the HTTP layer only. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly errors: readonly FieldProblem[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    detail: string,
    more: { errors?: readonly FieldProblem[]; headers?: Record<string, string> } = {},
  ) {
    super(detail);
    this.status = status;
    this.code = code;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
  }
}

/** The body of an `application/problem+json` answer. Source: RFC 9457; `error` is what older clients show. */
export function problemJson({ status, code, message, errors }: Problem): Record<string, unknown> {
  const title = STATUS_CODES[status] ?? 'Error';
  const body = { type: 'about:blank', title, status, detail: message, code, error: message };
  return errors.length === 0 ? body : { ...body, errors };
}

/** A use case's answer, once refusals have become problems. */
export function unlessRefused<Result extends { kind: string }>(result: Result | Refusal): Exclude<Result, Refusal> {
  if (isRefusal(result)) throw problemOf(result);
  return result as Exclude<Result, Refusal>;
}

const refusalKinds: ReadonlySet<string> = new Set<Refusal['kind']>([
  'denied',
  'forbidden',
  'not-found',
  'conflict',
  'invalid',
  'unavailable',
]);

function isRefusal(result: { kind: string }): result is Refusal {
  return refusalKinds.has(result.kind);
}

function problemOf(refusal: Refusal): Problem {
  switch (refusal.kind) {
    case 'denied':
    case 'forbidden':
      return new Problem(403, refusal.code, refusal.message);
    case 'not-found':
      return new Problem(404, refusal.code, refusal.message);
    case 'conflict':
      return new Problem(409, refusal.code, refusal.message);
    case 'invalid':
      return new Problem(422, refusal.code, refusal.message, { errors: refusal.problems });
    case 'unavailable':
      return unavailable(refusal);
    default:
      return refusal satisfies never;
  }
}

function unavailable({ code, message, retryAt }: Extract<Refusal, { kind: 'unavailable' }>): Problem {
  if (!retryAt) return new Problem(502, code, message);
  return new Problem(503, code, message, { headers: { 'Retry-After': retryAt.toUTCString() } });
}
