import type { Caller } from './caller.ts';

/** Who changes something, through which key, and from where: what the audit log keeps of it. */
export type Actor = Pick<Caller, 'organizationId' | 'memberId' | 'keyId' | 'address' | 'requestId'>;
