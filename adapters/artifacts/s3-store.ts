import { randomUUID } from 'node:crypto';
import type { ArtifactStore } from '../../ports/registry/artifact-store.ts';
import { isContentHash, parseContentHash } from './content-hash.ts';
import { partialFiles } from './partial-files.ts';
import { type S3BucketOptions, S3Fault, s3Bucket } from './s3-bucket.ts';
import { deletionMarks } from './s3-deletion-marks.ts';

export type S3StoreOptions = S3BucketOptions & {
  /** Where bytes are gathered until their hash is known; made when missing, one package at a time each. */
  tempDir: string;
  /** S3 could not be asked at the start, or had a fault of its own: it is taken as away for a while. */
  onUnreachable(error: Error): void;
};

const contentType = 'application/gzip';
/** S3 gives times in whole seconds, rounded down. */
const timesAreRoundedMs = 1_000;
/** How often a writer may lose its bytes to deletions before it gives up. */
const mostRounds = 5;

/**
 * Keeps each archive in an object of its own, `sha256/<first two digits>/<hash>`, below the prefix of the bucket. The
 * bytes go to a local file first, until their hash is known, and then up in one request with that hash, which S3
 * checks: an object appears whole or not at all. It needs S3's strong consistency and no conditional requests; any
 * number of processes may share the prefix (s3-deletion-marks.ts says why no deletion takes what was stored again).
 * Throws what keeps the bucket from being used: no bucket, no credentials or not the permissions.
 */
export async function s3ArtifactStore({ tempDir, onUnreachable, ...options }: S3StoreOptions): Promise<ArtifactStore> {
  const bucket = s3Bucket(options);
  const incoming = await partialFiles(tempDir);
  await tryOut(bucket, options, onUnreachable);
  const marks = deletionMarks(bucket);
  return {
    put: (bytes) =>
      incoming.withFile(bytes, async ({ contentHash, sizeBytes, path }) => {
        const key = keyOf(contentHash);
        for (let round = 1; round <= mostRounds; round += 1) {
          // Storing the same bytes again renews their time: whoever removes old bytes sees that they are wanted.
          await bucket.put(key, { contentType, file: { path, sizeBytes, contentHash } });
          await marks.waitForNone(contentHash);
          if (await bucket.head(key)) return { contentHash, sizeBytes };
        }
        throw new Error(`The bytes ${contentHash} were deleted ${mostRounds} times while they were stored.`);
      }),
    async open(contentHash) {
      const key = keyOf(contentHash);
      const found = await bucket.head(key);
      return found && { sizeBytes: found.sizeBytes, bytes: bucket.read(key) };
    },
    async deleteIfOlderThan(contentHash, time) {
      const key = keyOf(contentHash);
      const isUnwanted = async () => {
        const found = await bucket.head(key);
        return found !== null && isOlder(found.storedAt, time);
      };
      return (await isUnwanted()) && marks.removeMarked(contentHash, key, isUnwanted);
    },
    async *listOlderThan(time) {
      for await (const { key, storedAt } of bucket.list('sha256/')) {
        const contentHash = key.slice(key.lastIndexOf('/') + 1);
        if (isContentHash(contentHash) && isOlder(storedAt, time)) yield contentHash;
      }
    },
    presign: async (contentHash, wanted) => bucket.presign(keyOf(contentHash), wanted),
  };
}

function keyOf(contentHash: string): string {
  return `sha256/${contentHash.slice(0, 2)}/${parseContentHash(contentHash)}`;
}

function isOlder(storedAt: Date, time: Date): boolean {
  return storedAt.getTime() + timesAreRoundedMs <= time.getTime();
}

/** Does once what the store needs to be allowed to do. What S3 refuses is thrown; when it cannot be asked, that is told. */
async function tryOut(
  bucket: ReturnType<typeof s3Bucket>,
  { bucket: name }: { bucket: string },
  onUnreachable: (error: Error) => void,
): Promise<void> {
  const key = `trial/${randomUUID()}`;
  try {
    for await (const _ of bucket.list('trial/')) break;
    await bucket.put(key, { contentType: 'text/plain' });
    await bucket.head(key);
    await bucket.remove(key);
  } catch (error) {
    if (!(error instanceof S3Fault)) throw error;
    const why = refusal(error, name);
    if (why === null) onUnreachable(error);
    else throw new Error(`${why} ${error.message}`, { cause: error });
  }
}

/** What to do about S3's answer; null when another try may do. */
function refusal({ code, status, message }: S3Fault, bucket: string): string | null {
  if (code === 'CredentialsProviderError')
    return 'No credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run with a role.';
  if (status === null) return message.includes('Region is missing') ? 'Name the region: add ?region=... to it.' : null;
  if (status >= 500 || status === 408 || status === 429) return null;
  if (code === 'NoSuchBucket') return `There is no bucket "${bucket}": make it, or correct the name.`;
  if (status < 400 || code === 'AuthorizationHeaderMalformed')
    return `The bucket "${bucket}" is in another region or at another endpoint: correct ?region=... or ?endpoint=....`;
  if (code === 'InvalidAccessKeyId' || code === 'SignatureDoesNotMatch')
    return 'The credentials (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY or the role) are not valid there.';
  return `The credentials must be allowed to list, read, put and delete objects of the bucket "${bucket}".`;
}
