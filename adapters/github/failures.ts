import { RequestError } from '@octokit/request-error';
import { PermanentFailure, RateLimited } from '../../ports/faults.ts';
import { pauseAskedFor } from './rate-limits.ts';
import { oneLine } from './redaction.ts';

/** GitHub understood the request and refuses it; asking again gives the same answer. `sentence` is GitHub's. */
export class Refused extends PermanentFailure {
  readonly status: number;
  readonly sentence: string;
  readonly askedAs: AskedAs;

  constructor(code: string, message: string, answer: { status: number; sentence: string; askedAs: AskedAs }) {
    super(code, message);
    this.status = answer.status;
    this.sentence = answer.sentence;
    this.askedAs = answer.askedAs;
  }
}

/** In whose name the request was made: an installation asks about repositories, the App about itself, a user about both. */
export type AskedAs = 'installation' | 'app' | 'user';

/**
 * What an error of Octokit's means: `RateLimited`, `Refused`, or a plain Error that is worth another try (5xx, lost
 * connections, time-outs, cut answers, and answers that are not GitHub's, such as a proxy's pages).
 */
export function faultOf(error: unknown, askedAs: AskedAs, timedOutAfterMs: number | null, nowMs = Date.now()): Error {
  if (!(error instanceof RequestError)) return new Error(`Asking GitHub failed: ${oneLine(String(error))}`);
  const what = `${error.request.method} ${pathOf(error.request.url)}`;
  if (timedOutAfterMs !== null) return new Error(`GitHub did not answer ${what} within ${timedOutAfterMs} ms.`);
  if (error.response === undefined)
    return new Error(`The connection to GitHub failed at ${what}: ${networkReason(error)}.`);

  const { headers, data } = error.response;
  const sentence = sentenceOf(data);
  const answer = `${what} with ${error.status}: ${sentence ?? excerptOf(data)}${requestId(headers)}`;
  if (sentence !== null && isLasting(error.status, sentence)) return refusal(error.status, sentence, answer, askedAs);
  const until = pauseAskedFor(error.status, headers, sentence, nowMs);
  if (until !== null) return new RateLimited(until, `GitHub asks for a pause until ${until.toISOString()}: ${answer}`);
  if (sentence !== null && error.status < 500) return refusal(error.status, sentence, answer, askedAs);
  return new Error(`GitHub answered ${answer}`);
}

/** An answer of success whose content is not as documented. Only an installation's is quoted: the others hold tokens. */
export function unexpectedAnswer(url: string, problem: string, data: unknown, askedAs: AskedAs): Error {
  const excerpt = askedAs !== 'installation' ? '' : `: ${excerptOf(data)}`;
  return new Error(`GitHub’s answer from ${pathOf(url)} is not as documented (${oneLine(problem)})${excerpt}`);
}

/** The App lacks a permission, or the repository takes no writes. */
export function saysUnsupported(error: unknown): error is Refused {
  return error instanceof Refused && error.status === 403 && unsupported.test(error.sentence);
}

const suspended = /suspended your access|installation has been suspended/i;
const permissionMissing = /resource not accessible by integration/i;
const permissionAdvice =
  ' The App lacks a permission. Grant it in the App’s settings on GitHub, and accept it in the installation’s.';
const unsupported = /resource not accessible by integration|archived so is read-only|archived.*read-only/i;

/** Refusals that stay, even when the answer's headers say that it used up the rate limit. */
function isLasting(status: number, sentence: string): boolean {
  return status === 403 && (suspended.test(sentence) || unsupported.test(sentence));
}

function refusal(status: number, sentence: string, answer: string, askedAs: AskedAs): Refused {
  const [code, advice] = codeAndAdvice(status, sentence, askedAs);
  return new Refused(code, `GitHub refused ${answer}${advice}`, { status, sentence, askedAs });
}

function codeAndAdvice(status: number, sentence: string, askedAs: AskedAs): [code: string, advice: string] {
  if (status === 403 && suspended.test(sentence)) {
    return ['installation_suspended', ' Unsuspend the App under Installed GitHub Apps in the account’s settings.'];
  }
  if (askedAs === 'app') {
    const isCredentials = status === 401 || (status === 404 && isAppUnknown(sentence));
    return ['github_refused', isCredentials ? ' Check the App’s id, its private key and this machine’s clock.' : ''];
  }
  if (askedAs === 'user') return ['github_refused', ''];
  if (status === 404 || status === 451) {
    return [
      'repository_not_accessible',
      ' Check that the repository exists and that the App’s installation has access to it.',
    ];
  }
  return ['github_refused', status === 403 && permissionMissing.test(sentence) ? permissionAdvice : ''];
}

/** GitHub's 404 for a JWT whose issuer is no App, unlike that for an unknown installation. */
export function isAppUnknown(sentence: string): boolean {
  return /integration not found/i.test(sentence);
}

/** `message` of GitHub's error object with the messages of its `errors`; null when the answer is not GitHub's. */
function sentenceOf(data: unknown): string | null {
  const body = typeof data === 'string' ? parsed(data) : data;
  if (typeof body !== 'object' || body === null || !('message' in body) || typeof body.message !== 'string')
    return null;
  const details = 'errors' in body && Array.isArray(body.errors) ? body.errors.map(detailOf).filter(Boolean) : [];
  return oneLine([body.message, ...details].join('; '), 600);
}

function detailOf(error: unknown): string {
  if (typeof error === 'string') return error;
  if (typeof error !== 'object' || error === null) return '';
  if ('message' in error && typeof error.message === 'string') return error.message;
  return JSON.stringify(error);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function excerptOf(data: unknown): string {
  if (data instanceof ArrayBuffer) return `${data.byteLength} bytes of no text`;
  const text = typeof data === 'string' ? data : (JSON.stringify(data) ?? '');
  if (/^\s*(<!doctype|<html)/i.test(text)) return 'an HTML page, so perhaps not GitHub’s own answer';
  return text.trim() === '' ? 'an empty or cut body' : oneLine(text, 120);
}

function pathOf(url: string): string {
  return oneLine(url.replace(/^[a-z]+:\/\/[^/]+/i, '').replace(/\?.*$/s, ''), 200);
}

function requestId(headers: Record<string, unknown>): string {
  const id = headers['x-github-request-id'];
  return id === undefined ? '.' : ` (request ${oneLine(String(id), 60)}).`;
}

function networkReason(error: RequestError): string {
  const fetchError = error.cause;
  const cause = fetchError instanceof Error && fetchError.cause instanceof Error ? fetchError.cause : null;
  const code = cause !== null && 'code' in cause ? ` (${String(cause.code)})` : '';
  return `${oneLine(error.message)}${code}`;
}
