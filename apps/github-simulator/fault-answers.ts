import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultResponse } from './faults.ts';
import { requestId } from './rest/answer-rest.ts';
import type { Simulation } from './simulation.ts';

/** Answers instead of GitHub, and gives the status; nothing when the request is to be handled after all. */
export async function answerFault(
  simulation: Simulation,
  fault: FaultResponse,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<number | undefined> {
  if ('delayMs' in fault) {
    await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
    return undefined;
  }
  if ('held' in fault) {
    await simulation.faults.cleared();
    return undefined;
  }
  if ('truncateBodyAfterBytes' in fault || ('afterHandling' in fault && fault.afterHandling === true)) return undefined;
  if ('resetConnection' in fault) {
    request.socket.resetAndDestroy();
    return 0;
  }
  request.resume();
  const { status, headers, body } = plainAnswer(simulation, fault);
  response.writeHead(status, { 'X-GitHub-Request-Id': requestId(), ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
  return status;
}

/** Lets the request take effect and spoils its answer: cut, lost with the connection, or another one. */
export function disturb(response: ServerResponse, fault: FaultResponse): void {
  if ('truncateBodyAfterBytes' in fault) truncate(response, fault.truncateBodyAfterBytes);
  else if ('resetConnection' in fault) replaceAnswer(response, () => response.socket?.resetAndDestroy());
  else if ('status' in fault && fault.afterHandling === true) {
    const { writeHead, end } = response;
    replaceAnswer(response, () => {
      writeHead.call(response, fault.status, { 'Content-Type': 'application/json', ...fault.headers });
      end.call(response, JSON.stringify(fault.body ?? { message: 'Server Error' }), 'utf8');
    });
  }
}

type PlainFault = Exclude<
  FaultResponse,
  { delayMs: number } | { held: true } | { truncateBodyAfterBytes: number } | { resetConnection: true }
>;

function plainAnswer(simulation: Simulation, fault: PlainFault) {
  const json = { 'Content-Type': 'application/json; charset=utf-8' };
  if ('secondaryLimit' in fault) {
    const { retryAfterSeconds, status = 403 } = fault.secondaryLimit;
    const retry = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) };
    return { status, headers: { ...json, ...retry }, body: limitBody(status, secondaryMessage) };
  }
  if ('primaryLimit' in fault) {
    const { resetAt, status = 403 } = fault.primaryLimit;
    const { limit } = simulation.rateLimits.current('app');
    const headers = {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': '0',
      'x-ratelimit-used': String(limit),
      'x-ratelimit-reset': String(resetAt),
      'x-ratelimit-resource': 'core',
    };
    return { status, headers: { ...json, ...headers }, body: limitBody(status, 'API rate limit exceeded.') };
  }
  const body = fault.body ?? { message: 'Server Error' };
  const type = typeof body === 'string' ? { 'Content-Type': 'text/html; charset=utf-8' } : json;
  return { status: fault.status, headers: { ...type, ...fault.headers }, body };
}

const secondaryMessage =
  'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. ' +
  'For more on scraping GitHub and how it may affect your rights, please review our Terms of Service.';

function limitBody(status: number, message: string) {
  return {
    message,
    documentation_url: 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api',
    status: String(status),
  };
}

function truncate(response: ServerResponse, afterBytes: number): void {
  const { write, end } = response;
  let left = afterBytes;
  const cut = (chunk: unknown): void => {
    const bytes = typeof chunk === 'string' || chunk instanceof Uint8Array ? Buffer.from(chunk) : Buffer.alloc(0);
    write.call(response, bytes.subarray(0, left), 'utf8', () => {
      if (left <= 0) response.socket?.destroy();
    });
    left -= bytes.length;
  };
  response.write = ((chunk: unknown) => {
    if (left > 0) cut(chunk);
    return true;
  }) as typeof response.write;
  response.end = ((chunk?: unknown) => {
    if (left > 0) cut(chunk);
    if (left > 0) return end.call(response, undefined, 'utf8');
    return response;
  }) as typeof response.end;
}

function replaceAnswer(response: ServerResponse, atEnd: () => void): void {
  response.writeHead = (() => response) as typeof response.writeHead;
  response.write = (() => true) as typeof response.write;
  response.end = (() => {
    atEnd();
    return response;
  }) as typeof response.end;
}
