import { isIPv6 } from 'node:net';
import type { Context, Next } from 'koa';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from './problem.ts';

/** Requests a minute that this process takes; 0: any number. */
export type RateLimitSettings = { perKey: number; perAddress: number };

/** Each counts the request, tells the client in headers where it stands, and throws 429 when it is one too many. */
export type RateLimits = {
  ofKey(ctx: Context, keyId: string): Promise<void>;
  /** As many as of a key. */
  ofSession(ctx: Context, sessionId: string): Promise<void>;
  /** For requests without a key or a session that is known: wrong keys cost their sender's address. */
  ofAddress(ctx: Context): Promise<void>;
};

const windowSeconds = 60;

/** Limits in this process's memory: several servers have as many times the limit, and a restart forgets. */
export function rateLimits({ perKey, perAddress }: RateLimitSettings): RateLimits {
  const [keys, sessions] = [limiter('key', perKey), limiter('session', perKey)];
  const addresses = limiter('address', perAddress);
  return {
    ofKey: (ctx, keyId) => keys(ctx, keyId),
    ofSession: (ctx, sessionId) => sessions(ctx, sessionId),
    ofAddress: (ctx) => addresses(ctx, networkOf(ctx.ip)),
  };
}

/** Counts what no endpoint describes (pages) by address. */
export function limitedByAddress(limits: RateLimits) {
  return async (ctx: Context, next: Next): Promise<void> => {
    await limits.ofAddress(ctx);
    await next();
  };
}

type Policy = 'key' | 'session' | 'address';

function limiter(policy: Policy, points: number): (ctx: Context, who: string) => Promise<void> {
  if (points === 0) return async () => undefined;
  const limit = new RateLimiterMemory({ points, duration: windowSeconds });
  return async (ctx, who) => {
    const taken = await limit.consume(who).catch((refused: unknown) => {
      if (refused instanceof RateLimiterRes) return refused;
      throw refused;
    });
    const seconds = Math.ceil(taken.msBeforeNext / 1000);
    // Source: draft-ietf-httpapi-ratelimit-headers-10, sections 3 and 4.
    ctx.set('RateLimit-Policy', `"${policy}";q=${points};w=${windowSeconds}`);
    ctx.set('RateLimit', `"${policy}";r=${taken.remainingPoints};t=${seconds}`);
    if (taken.consumedPoints > points) throw tooMany(policy, points, seconds);
  };
}

const whose = {
  key: 'with this key',
  session: 'in this session',
  address: 'without a valid key or session from this address',
};

function tooMany(policy: Policy, points: number, seconds: number): Problem {
  const detail = `More than ${points} requests a minute came ${whose[policy]}. Go on in ${seconds} seconds.`;
  return new Problem(429, 'rate_limited', detail, { headers: { 'Retry-After': String(seconds) } });
}

/** A subscriber of IPv6 has at least a /64 of addresses. Source: RFC 6177. */
export function networkOf(address: string): string {
  const ipv4 = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (ipv4) return ipv4;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const groups = (part: string) => part.split(':').filter((group) => group !== '');
  const [first, last] = [groups(head), groups(tail ?? '')];
  const missing = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const all = [...first, ...Array<string>(missing).fill('0'), ...last];
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
