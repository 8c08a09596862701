import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { PermanentFailure } from '../../ports/faults.ts';
import { type HoldingProxy, startHoldingProxy } from '../../test/support/holding-proxy.ts';
import { type S3Server, startS3Server } from '../../test/support/s3-server.ts';
import { S3Fault, s3Bucket } from './s3-bucket.ts';
import { deletionMarks } from './s3-deletion-marks.ts';
import { type S3StoreOptions, s3ArtifactStore } from './s3-store.ts';

let s3: S3Server;
let proxy: HoldingProxy;
let options: S3StoreOptions;
beforeAll(async () => {
  s3 = await startS3Server();
  proxy = await startHoldingProxy(s3.endpoint);
});
afterAll(async () => {
  await proxy?.close();
  await s3?.stop();
});
beforeEach(async () => {
  for (const [name, value] of Object.entries(s3.credentials)) vi.stubEnv(name, value);
  const bucket = `packages-${randomUUID()}`;
  await s3.createBucket(bucket);
  const tempDir = await mkdtemp(join(tmpdir(), 'waybill-artifacts-'));
  const { endpoint, region } = s3;
  options = { bucket, prefix: 'here/', region, endpoint, pathStyle: true, tempDir, onUnreachable: vi.fn() };
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await rm(options.tempDir, { recursive: true, force: true });
});

const longAgo = () => new Date(Date.now() - 3_600_000);
const yesterday = () => new Date(Date.now() - 24 * 3_600_000);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const pathOf = (hash: string) => `here/sha256/${hash.slice(0, 2)}/${hash}`;

async function* once(bytes: Uint8Array) {
  yield bytes;
}

async function contentOf(bytes: AsyncIterable<Uint8Array> | undefined): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('while bytes are deleted that are stored again', () => {
  const oldBytes = async () => {
    const bytes = randomBytes(1_000);
    const store = await s3ArtifactStore(options);
    const { contentHash } = await store.put(once(bytes));
    await s3.setStoredAt(options.bucket, pathOf(contentHash), yesterday());
    return { bytes, store, contentHash, slow: await s3ArtifactStore({ ...options, endpoint: proxy.url }) };
  };

  it('a writer that comes before the deletion waits for it, and stores its bytes once more', async () => {
    const { bytes, contentHash, slow } = await oldBytes();
    const writing = await startHoldingProxy(s3.endpoint);
    const writer = await s3ArtifactStore({ ...options, endpoint: writing.url });
    const deletion = proxy.hold('DELETE', pathOf(contentHash));
    const deleted = slow.deleteIfOlderThan(contentHash, longAgo());
    await deletion.reached;
    const looked = writing.answered('GET', `prefix=here/deleting/${contentHash}`);
    const put = writer.put(once(bytes));
    await looked;
    deletion.release();
    expect(await deleted).toBe(true);
    await put;
    expect(await contentOf((await writer.open(contentHash))?.bytes)).toEqual(bytes);
    await writing.close();
  });

  it('a deletion that looks after the writer leaves the bytes', async () => {
    const { bytes, contentHash, slow, store } = await oldBytes();
    // The first look is before the mark, the second under it.
    const mark = proxy.hold('PUT', `deleting/${contentHash}`);
    const deleted = slow.deleteIfOlderThan(contentHash, longAgo());
    await mark.reached;
    await store.put(once(bytes));
    mark.release();
    expect(await deleted).toBe(false);
    expect(await contentOf((await store.open(contentHash))?.bytes)).toEqual(bytes);
  });

  it('what a deletion that was cut off left behind holds nobody for ever', async () => {
    const marks = new Set([`deleting/${sha256(randomBytes(1))}/${randomUUID()}`]);
    let now = Date.now();
    vi.spyOn(Date, 'now').mockImplementation(() => now);
    let looks = 0;
    await deletionMarks({
      put: async () => {},
      remove: async (key) => void marks.delete(key),
      async *list() {
        looks += 1;
        for (const key of marks) yield { key, storedAt: new Date() };
        // The second look is when the mark is still young, the third when it is old.
        if (looks === 2) now += 61_000;
      },
    }).waitForNone('');
    expect(looks).toBe(4);
  });

  it('leaves no mark behind', async () => {
    const { contentHash, slow } = await oldBytes();
    expect(await slow.deleteIfOlderThan(contentHash, longAgo())).toBe(true);
    const left: string[] = [];
    for await (const { key } of s3Bucket(options).list('')) left.push(key);
    expect(left).toEqual([]);
  });
});

describe('S3 checks bytes', () => {
  it('on their way in: what is not the hash is not stored', async () => {
    const bucket = s3Bucket(options);
    const path = join(options.tempDir, 'cut');
    await writeFile(path, 'half');
    const file = { path, sizeBytes: 4, contentHash: sha256(Buffer.from('whole')) };
    await expect(bucket.put('sha256/x', { contentType: 'application/gzip', file })).rejects.toThrow(/BadDigest/);
    expect(await bucket.head('sha256/x')).toBeNull();
  });

  it('on their way out: a reader notices bytes that were changed', async () => {
    const store = await s3ArtifactStore(options);
    const { contentHash } = await store.put(once(Buffer.from('as they were')));
    await s3.damage(options.bucket, pathOf(contentHash), 'as they WERE');
    const found = await store.open(contentHash);
    await expect(contentOf(found?.bytes)).rejects.toThrow(/[Cc]hecksum/);
  });

  it('and a reader notices an answer that was cut off', async () => {
    const store = await s3ArtifactStore({ ...options, endpoint: proxy.url });
    const { contentHash } = await store.put(once(randomBytes(1_000_000)));
    proxy.cut('GET', pathOf(contentHash), 300_000);
    await expect(contentOf((await store.open(contentHash))?.bytes)).rejects.toThrow();
  });
});

it('what S3 cannot do now is a passing fault, and leaves nothing behind on this machine', async () => {
  const store = await s3ArtifactStore(options);
  const bytes = randomBytes(100_000);
  const { contentHash } = await store.put(once(bytes));
  await s3.kill9();
  const faults = await Promise.allSettled([
    store.put(once(bytes)),
    store.open(contentHash),
    store.deleteIfOlderThan(contentHash, longAgo()),
    store.listOlderThan(longAgo())[Symbol.asyncIterator]().next(),
  ]);
  for (const fault of faults) {
    const error = fault.status === 'rejected' && fault.reason;
    expect(error).toBeInstanceOf(S3Fault);
    expect(error).not.toBeInstanceOf(PermanentFailure);
    expect(error.message).toContain('ECONNREFUSED');
  }
  expect(await readdir(options.tempDir)).toEqual([]);
  await s3.restart();
  expect(await contentOf((await store.open(contentHash))?.bytes)).toEqual(bytes);
});

test('an S3 that is away at the start is told, and used when it comes', async () => {
  await s3.kill9();
  const store = await s3ArtifactStore(options);
  expect(options.onUnreachable).toHaveBeenCalledWith(expect.any(S3Fault));
  await s3.restart();
  expect((await store.put(once(Buffer.from('late')))).sizeBytes).toBe(4);
});

describe('the start stops with what to do', () => {
  test('when there is no such bucket', async () => {
    await expect(s3ArtifactStore({ ...options, bucket: 'nobodys' })).rejects.toThrow(
      /^There is no bucket "nobodys": make it, or correct the name. S3 ListObjectsV2 failed with 404 \(NoSuchBucket/,
    );
  });

  test('when the credentials are wrong', async () => {
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'another');
    await expect(s3ArtifactStore(options)).rejects.toThrow(/AWS_SECRET_ACCESS_KEY or the role\) are not valid/);
  });

  test('when there are no credentials', async () => {
    for (const name of Object.keys(s3.credentials)) vi.stubEnv(name, '');
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(options.tempDir, 'none'));
    await expect(s3ArtifactStore(options)).rejects.toThrow(/^No credentials were found: set AWS_ACCESS_KEY_ID/);
  });

  test('when there is no region', async () => {
    vi.stubEnv('AWS_CONFIG_FILE', join(options.tempDir, 'none'));
    await expect(s3ArtifactStore({ ...options, region: null })).rejects.toThrow(/^Name the region/);
  });

  test('when the region is another', async () => {
    await expect(s3ArtifactStore({ ...options, region: 'eu-other-1' })).rejects.toThrow(/correct \?region=/);
  });
});
