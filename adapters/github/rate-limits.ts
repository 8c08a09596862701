type Headers = Record<string, string | number | undefined>;

const withoutHeadersMs = 60_000;
const longestWaitMs = 3_600_000;
const shortestWaitMs = 1_000;
const ignoredSkewMs = 5_000;

/**
 * Until when a 403 or 429 asks for a pause, or null when it is no rate limit.
 * Source: https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 * A wait is at most an hour (GitHub's window): whoever is told of a longer one asks again then.
 */
export function pauseAskedFor(status: number, headers: Headers, sentence: string | null, nowMs: number): Date | null {
  if (status !== 403 && status !== 429) return null;
  const waitMs =
    retryAfterMs(headers, nowMs) ??
    untilResetMs(headers, nowMs) ??
    (status === 429 || isLimitSentence(sentence) ? withoutHeadersMs : null);
  if (waitMs === null) return null;
  return new Date(nowMs + Math.min(Math.max(waitMs, shortestWaitMs), longestWaitMs));
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3); one that cannot be read still asks for a pause. */
function retryAfterMs(headers: Headers, nowMs: number): number | null {
  const value = headers['retry-after'];
  if (value === undefined) return null;
  const text = String(value).trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const at = Date.parse(text);
  return Number.isNaN(at) ? withoutHeadersMs : at - theirNowMs(headers, nowMs);
}

function untilResetMs(headers: Headers, nowMs: number): number | null {
  if (String(headers['x-ratelimit-remaining'] ?? '').trim() !== '0') return null;
  const reset = Number(headers['x-ratelimit-reset']);
  return Number.isFinite(reset) && reset > 0 ? reset * 1000 - theirNowMs(headers, nowMs) : withoutHeadersMs;
}

/** Their clock where it differs from ours by more than its one-second steps explain. */
function theirNowMs(headers: Headers, nowMs: number): number {
  const theirs = Date.parse(String(headers.date ?? ''));
  return Number.isNaN(theirs) || Math.abs(theirs - nowMs) < ignoredSkewMs ? nowMs : theirs;
}

function isLimitSentence(sentence: string | null): boolean {
  return sentence !== null && /secondary rate limit|abuse detection|rate limit exceeded/i.test(sentence);
}
