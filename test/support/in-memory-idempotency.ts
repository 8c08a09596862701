import { randomUUID } from 'node:crypto';
import { callerId } from '../../domain/access/actor.ts';
import type { AnsweredRequest, IdempotencyKeys } from '../../ports/access/idempotency.ts';

type Row = { lease: string; answered: AnsweredRequest | null };

/** Keys in memory; leases and answers never end. */
export function inMemoryIdempotency(): IdempotencyKeys {
  const rows = new Map<string, Row>();
  return {
    begin: async (by, key) => {
      const name = `${callerId(by)} ${key}`;
      const row = rows.get(name);
      if (!row) {
        const lease = randomUUID();
        rows.set(name, { lease, answered: null });
        return { kind: 'begun', lease };
      }
      return row.answered ? { kind: 'answered', ...row.answered } : { kind: 'in-use' };
    },
    keep: async (by, key, lease, answered) => {
      const row = rows.get(`${callerId(by)} ${key}`);
      if (row?.lease === lease) row.answered = answered;
    },
    release: async (by, key) => {
      rows.delete(`${callerId(by)} ${key}`);
    },
    forgetExpired: async () => 0,
  };
}
