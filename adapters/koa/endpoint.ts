import type { Readable } from 'node:stream';
import type { RouterContext } from '@koa/router';
import type { z } from 'zod';
import type { Caller } from '../../domain/access/caller.ts';
import type { Session } from '../../ports/access/sessions.ts';
import type { RefusalCode } from '../../workflows/refusal.ts';

/** The stable codes of problems that an endpoint names by itself. */
export type ProblemCode =
  | RefusalCode
  | 'body_too_slow'
  | 'header_missing'
  | 'json_malformed'
  | 'multipart_malformed'
  | 'signature_invalid'
  | 'too_many_streams';

/** The groups of the API's reference, in its order. */
export const tags = [
  'Settings',
  'Installations',
  'Repositories',
  'Connections',
  'Attempts',
  'Deliveries',
  'Registry',
  'Public registry',
  'Organization',
  'Session',
  'Webhook',
  'Operations',
] as const;

/**
 * One answer that is no error: JSON by a schema (`body`), other bytes by their media type (`content`), or nothing. Of
 * several media types the handler sets the one that it is; else it is the first.
 */
export type AnswerDescription = {
  description: string;
  body?: z.ZodType;
  content?: string | readonly string[];
  /** Names and descriptions of headers that a client may want. */
  headers?: Record<string, string>;
};

/**
 * What one call of the API takes and gives. The router, the checks of what comes in and the OpenAPI document are all made
 * from this, so they cannot disagree.
 */
export type EndpointDescription = {
  method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  /** As in OpenAPI: `/api/v1/github/connections/{id}`. */
  path: string;
  /** Unique; clients generate their functions' names from it. */
  operationId: string;
  tag: (typeof tags)[number];
  /** A few words, as a heading. */
  summary: string;
  /** Sentences, Markdown. */
  description?: string;
  /**
   * `key`: an API key, or a session, is asked for before anything else of the request is looked at. `session`: who is signed
   * in, or nobody. `anyone`: neither is looked at.
   */
  access: 'key' | 'session' | 'anyone';
  /** Rate limits do not count it. */
  uncounted?: boolean;
  /** Of the path, by name; text that does not fit names nothing, so it answers 404. */
  params?: Record<string, z.ZodType>;
  /** A strict object; left out: no parameters are taken. */
  query?: z.ZodObject;
  /** Request headers that mean something here, for the reference; the handler reads them. */
  headers?: Record<string, { description: string; required?: boolean }>;
  /** The JSON body. `optional`: no body at all counts as `{}`. */
  body?: z.ZodType;
  bodyOptional?: boolean;
  bodyLimitBytes?: number;
  /**
   * A body that the handler reads from `ctx.req` by itself; the schema is for the reference. With `idempotent` the
   * handler sets `RequestState.bodyDigest`, and so does `skim`, which reads a repeated body and does nothing with it.
   */
  rawBody?: { contentType: string; schema: z.ZodType; skim?: (ctx: RouterContext) => Promise<void> };
  answers: Record<number, AnswerDescription>;
  /** Codes of refusals by status, besides those that every call of its kind may answer. */
  refusals?: Record<number, readonly ProblemCode[]>;
  /** A POST that makes something, and honours `Idempotency-Key`. */
  idempotent?: boolean;
  /** The answer holds a secret that is shown once, so it is never kept for repetition. */
  showsSecret?: boolean;
};

/** What a handler gets, parsed by the description's schemas. */
export type EndpointRequest<D extends EndpointDescription> = {
  ctx: RouterContext;
  caller: D['access'] extends 'key' ? Caller : null;
  session: D['access'] extends 'session' ? Session | null : null;
  params: D['params'] extends Record<string, z.ZodType>
    ? { [Name in keyof D['params']]: z.output<D['params'][Name]> }
    : Record<never, never>;
  query: D['query'] extends z.ZodObject ? z.output<D['query']> : Record<never, never>;
  body: D['body'] extends z.ZodType ? z.output<D['body']> : undefined;
};

type AnswerHeaders = { headers?: Record<string, string> };

/** What a handler may answer: one of the described statuses, with a body as described for it. */
export type EndpointAnswer<D extends EndpointDescription> = {
  [Status in keyof D['answers'] & number]: { status: Status } & AnswerHeaders &
    (D['answers'][Status] extends { body: infer Schema extends z.ZodType }
      ? { body: z.input<Schema> }
      : D['answers'][Status] extends { content: string | readonly string[] }
        ? { body: string | Uint8Array | Readable }
        : { body?: undefined });
}[keyof D['answers'] & number];

/** A call of the API: what it takes and gives, and what does it. */
export type Endpoint = {
  description: EndpointDescription;
  handle(request: AnyRequest): Promise<AnyAnswer>;
};

export type AnyRequest = {
  ctx: RouterContext;
  caller: Caller | null;
  session: Session | null;
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
};
export type AnyAnswer = { status: number; body?: unknown } & AnswerHeaders;

/** Describes a call; `handle` adds what does it, whose types follow from the description. */
export function endpoint<const D extends EndpointDescription>(description: D) {
  return {
    handle: (handler: (request: EndpointRequest<D>) => Promise<EndpointAnswer<D>>): Endpoint => ({
      description,
      handle: (request) => handler(request as EndpointRequest<D>),
    }),
  };
}
