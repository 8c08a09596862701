import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Actor, actorName } from '../access.ts';
import type { Simulation } from '../simulation.ts';
import { admit } from './admission.ts';
import { apiVersionOf, authenticate } from './authenticate.ts';
import { readJsonBody } from './json-body.ts';
import { errorBody, notFound, RestError } from './rest-error.ts';
import type { ApiVersion, RestAnswer } from './route.ts';
import { findRoute, resolveRepositoryId } from './routes.ts';

/** A whole answer, ready to be sent, and what the request log keeps of it. */
export type RestOutcome = {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  route: string;
  actor: string;
  cost: number;
};

/** What became known of a request before it was answered or refused. */
type Seen = { route: string; actor: Actor; apiVersion: ApiVersion; free: boolean };

/** Answers one call of the REST API. `path` has no `/api/v3` in front. Never throws for what a caller does. */
export async function answerRest(
  simulation: Simulation,
  request: IncomingMessage,
  path: string,
  query: URLSearchParams,
): Promise<RestOutcome> {
  const seen: Seen = { route: path, actor: { kind: 'anonymous' }, apiVersion: '2022-11-28', free: false };
  const answer = await handle(simulation, request, path, query, seen).catch(answerOfError);
  // What a caller was told is kept, even if the process is killed right after.
  if (request.method !== 'GET' && answer.status < 300) await simulation.saved();
  const wire = encode(answer, request);
  const actor = actorName(seen.actor);
  const cost = seen.free || wire.status === 304 ? 0 : 1;
  if (cost > 0) simulation.rateLimits.spend(actor);
  const headers = { ...commonHeaders(simulation, seen.apiVersion, actor), ...wire.headers };
  return { status: wire.status, headers, body: wire.body, route: seen.route, actor, cost };
}

async function handle(
  simulation: Simulation,
  request: IncomingMessage,
  path: string,
  query: URLSearchParams,
  seen: Seen,
): Promise<RestAnswer> {
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
  const body = await readJsonBody(request);
  if (!request.headers['user-agent'])
    throw new RestError(403, 'Please make sure your request has a User-Agent header.');
  seen.apiVersion = apiVersionOf(request.headers['x-github-api-version']);
  seen.actor = authenticate(simulation, request.headers.authorization);
  const match = findRoute(method, resolveRepositoryId(simulation, path));
  if (match !== undefined) seen.route = match.route.path;
  seen.free = match !== undefined && 'free' in match.route && match.route.free === true;
  if (!seen.free) refuseExhausted(simulation, seen);
  if (match === undefined) throw notFound();
  return admit(match.route, {
    simulation,
    method,
    params: match.params,
    query,
    body,
    accept: request.headers.accept ?? '',
    headers: request.headers,
    actor: seen.actor,
    apiVersion: seen.apiVersion,
    path,
  });
}

function refuseExhausted(simulation: Simulation, seen: Seen): void {
  if (simulation.rateLimits.current(actorName(seen.actor)).remaining > 0) return;
  seen.free = true;
  const whose = seen.actor.kind === 'installation' ? ` for installation ID ${seen.actor.installation.id}` : '';
  throw new RestError(403, `API rate limit exceeded${whose}.`);
}

function answerOfError(error: unknown): RestAnswer {
  if (error instanceof RestError) return { status: error.status, body: errorBody(error), headers: error.headers };
  process.stderr.write(`github-simulator: ${error instanceof Error ? error.stack : String(error)}\n`);
  return { status: 500, body: errorBody(new RestError(500, 'Server Error')) };
}

function encode(answer: RestAnswer, request: IncomingMessage) {
  const isRaw = answer.contentType !== undefined;
  const content = isRaw ? (answer.body as Buffer | string) : JSON.stringify(answer.body ?? {});
  const body = answer.status === 204 ? Buffer.alloc(0) : Buffer.from(content);
  const etag = `W/"${createHash('sha256').update(body).digest('hex')}"`;
  const headers: Record<string, string> = { ...answer.headers };
  if (answer.status === 204) return { status: 204, headers, body };
  if (answer.status === 200) {
    headers.ETag = etag;
    if (matchesEtag(request, etag)) return { status: 304, headers, body: Buffer.alloc(0) };
  }
  headers['Content-Type'] = answer.contentType ?? 'application/json; charset=utf-8';
  headers['Content-Length'] = String(body.length);
  return { status: answer.status, headers, body };
}

/** `If-None-Match` is compared weakly (RFC 9110, 13.1.2). */
function matchesEtag(request: IncomingMessage, etag: string): boolean {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const wanted = request.headers['if-none-match'];
  if (!isRead || wanted === undefined) return false;
  const strong = (tag: string) => tag.trim().replace(/^W\//, '');
  return wanted.split(',').some((tag) => strong(tag) === strong(etag));
}

function commonHeaders(simulation: Simulation, apiVersion: ApiVersion, actor: string): Record<string, string> {
  const { limit, remaining, used, reset } = simulation.rateLimits.current(actor);
  return {
    Date: new Date(simulation.now()).toUTCString(),
    Server: 'github.com',
    'Cache-Control': 'private, max-age=60, s-maxage=60',
    Vary: 'Accept, Authorization, Cookie, X-GitHub-OTP,Accept-Encoding, Accept, X-Requested-With',
    'X-GitHub-Media-Type': 'github.v3; format=json',
    'X-GitHub-Request-Id': requestId(),
    'x-github-api-version-selected': apiVersion,
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-resource': 'core',
  };
}

/** Groups of hexadecimal digits, as in `C0DE:1A2B:3C4D5E:6F7081:6740A1B2`. */
export function requestId(): string {
  const hex = randomBytes(16).toString('hex').toUpperCase();
  return [hex.slice(0, 4), hex.slice(4, 8), hex.slice(8, 15), hex.slice(15, 22), hex.slice(22, 30)].join(':');
}
