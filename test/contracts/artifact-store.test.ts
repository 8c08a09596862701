import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, vi } from 'vitest';
import { fileSystemArtifactStore } from '../../adapters/artifacts/file-system-store.ts';
import { s3ArtifactStore } from '../../adapters/artifacts/s3-store.ts';
import { type S3Server, startS3Server } from '../support/s3-server.ts';
import { describeArtifactStore } from './artifact-store.contract.ts';

let s3: S3Server;
beforeAll(async () => {
  s3 = await startS3Server();
  for (const [name, value] of Object.entries(s3.credentials)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await s3?.stop();
});

describeArtifactStore('file system', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'waybill-artifacts-'));
  return {
    store: await fileSystemArtifactStore({ directory }),
    setStoredAt: (hash, time) => utimes(join(directory, 'sha256', hash.slice(0, 2), hash), time, time),
    presigns: false,
    remove: () => rm(directory, { recursive: true, force: true }),
  };
});

describeArtifactStore('S3', async () => {
  const bucket = `packages-${randomUUID()}`;
  await s3.createBucket(bucket);
  const tempDir = await mkdtemp(join(tmpdir(), 'waybill-artifacts-'));
  const place = { bucket, prefix: 'of/tests/', region: s3.region, endpoint: s3.endpoint, pathStyle: true };
  const onUnreachable = (error: Error) => {
    throw error;
  };
  return {
    // Small pages: what the contract lists takes several.
    store: await s3ArtifactStore({ ...place, tempDir, onUnreachable, listPageSize: 2 }),
    setStoredAt: (hash, time) => s3.setStoredAt(bucket, `of/tests/sha256/${hash.slice(0, 2)}/${hash}`, time),
    presigns: true,
    remove: () => rm(tempDir, { recursive: true, force: true }),
  };
});
