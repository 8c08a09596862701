import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { S3Bucket } from './s3-bucket.ts';

/** A deletion that was not sent this long after its mark is not sent any more. */
const markHoldsMs = 20_000;
/** Whoever set a mark this long ago is gone, and what it had sent has been carried out. */
const abandonedAfterMs = 60_000;
const lookEveryMs = 100;

/**
 * Says which bytes are being deleted. S3 cannot delete "unless stored again since": the same bytes have the same ETag,
 * and few servers take a condition on the time. So a deletion sets a mark, looks at the time once more and only then
 * deletes; a writer, after storing, waits until there is no mark, and looks whether its bytes are still there. Since S3
 * shows at once what was written, either the deletion sees the new time, or the writer sees that its bytes are gone.
 */
export function deletionMarks(bucket: Pick<S3Bucket, 'put' | 'remove' | 'list'>) {
  const folder = (contentHash: string) => `deleting/${contentHash}/`;
  return {
    /** Sets a mark, asks `isUnwanted`, and removes what is under `key` if so. Whether it was removed. */
    async removeMarked(contentHash: string, key: string, isUnwanted: () => Promise<boolean>): Promise<boolean> {
      const mark = `${folder(contentHash)}${randomUUID()}`;
      const ends = Date.now() + markHoldsMs;
      try {
        await bucket.put(mark, { contentType: 'text/plain' });
        if (!(await isUnwanted())) return false;
        const leftMs = ends - Date.now();
        if (leftMs <= 0) throw new Error('S3 answered too slowly to delete safely.');
        await bucket.remove(key, AbortSignal.timeout(leftMs));
        return true;
      } finally {
        await bucket.remove(mark);
      }
    },
    /** Waits until no deletion of these bytes is under way; removes marks that a crash left behind. */
    async waitForNone(contentHash: string): Promise<void> {
      const firstSeenAt = new Map<string, number>();
      for (;;) {
        let under = 0;
        for await (const { key } of bucket.list(folder(contentHash))) {
          under += 1;
          const seenAt = firstSeenAt.get(key) ?? Date.now();
          firstSeenAt.set(key, seenAt);
          if (Date.now() - seenAt > abandonedAfterMs) await bucket.remove(key);
        }
        if (under === 0) return;
        await pause(lookEveryMs);
      }
    },
  };
}
