import type { ApiKeyId, MemberId } from '../shared/ids.ts';
import type { Caller } from './caller.ts';

/**
 * Who changes something, through which key or session, and from where: what the audit log keeps of it. With neither, it
 * is the operator, on his command line, in the member's name.
 */
export type Actor = Pick<Caller, 'organizationId' | 'memberId' | 'keyId' | 'sessionId' | 'address' | 'requestId'>;

/** By what an actor came in. */
export const credentials = ['key', 'session', 'operator'] as const;
export type Credential = (typeof credentials)[number];

/** Whose things are kept apart from others': a key's, or, of sessions, those of the member, who has them in one organization. */
export function callerId({ keyId, memberId }: Pick<Actor, 'keyId' | 'memberId'>): ApiKeyId | MemberId {
  return keyId ?? memberId;
}
