import { randomUUID } from 'node:crypto';
import type { IdempotencyKeys, KeptAnswer } from '../../ports/access/idempotency.ts';

type Row = { fingerprint: string; lease: string; answer: KeptAnswer | null };

/** Keys in memory; leases and answers never end. */
export function inMemoryIdempotency(): IdempotencyKeys {
  const rows = new Map<string, Row>();
  return {
    begin: async (by, key, fingerprint) => {
      const name = `${by.keyId} ${key}`;
      const row = rows.get(name);
      if (!row) {
        const lease = randomUUID();
        rows.set(name, { fingerprint, lease, answer: null });
        return { kind: 'begun', lease };
      }
      if (row.fingerprint !== fingerprint) return { kind: 'reused' };
      return row.answer ? { kind: 'answered', answer: row.answer } : { kind: 'in-use' };
    },
    keep: async (by, key, lease, answer) => {
      const row = rows.get(`${by.keyId} ${key}`);
      if (row?.lease === lease) row.answer = answer;
    },
    release: async (by, key) => {
      rows.delete(`${by.keyId} ${key}`);
    },
    forgetExpired: async () => 0,
  };
}
