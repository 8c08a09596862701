import type { Actor } from '../../domain/access/actor.ts';

/** Whose key it is (`callerId`): two API keys of one organization may use the same text for different things. */
export type IdempotencyScope = Pick<Actor, 'organizationId' | 'memberId' | 'keyId'>;

/** An answer as it is repeated. `headers` by their names, `body` as it was sent. */
export type KeptAnswer = { status: number; headers: Record<string, string>; body: string };

/** A request that was answered; its `fingerprint`, a SHA-256 in hex, tells it from others that come with its key. */
export type AnsweredRequest = { fingerprint: string; answer: KeptAnswer };

export type BegunRequest =
  /** Nobody has; `lease` is asked for with the answer. */
  | { kind: 'begun'; lease: string }
  | ({ kind: 'answered' } & AnsweredRequest)
  /** The first request with this key is still being worked on. */
  | { kind: 'in-use' };

/** Answers kept by the `Idempotency-Key` of their requests, for 24 hours. Each method is one transaction. */
export type IdempotencyKeys = {
  /** Takes the key for a request. Whoever began and does not answer within `leaseMs` has crashed: the next one may begin. */
  begin(by: IdempotencyScope, key: string, leaseMs: number): Promise<BegunRequest>;
  /**
   * Keeps the answer, unless the lease was lost to another. The fingerprint comes with it, as an upload is known only
   * when it was read.
   */
  keep(by: IdempotencyScope, key: string, lease: string, answered: AnsweredRequest): Promise<void>;
  /** Gives the key free: the request was not carried out, and may be sent again. */
  release(by: IdempotencyScope, key: string, lease: string): Promise<void>;
  /** Forgets keys that were begun more than 24 hours ago; gives their number. */
  forgetExpired(): Promise<number>;
};
