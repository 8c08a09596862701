import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { type S3Server, startS3Server } from '../support/s3-server.ts';
import { serviceProcess } from '../support/service-process.ts';
import { pushMetadata, skillArchive, uploadForm } from '../support/skill-archive.ts';
import { attemptDone, commitVersionOf, connectRepository, push, skillFile } from '../support/skill-repository.ts';
import { extractTarGz } from '../support/tar.ts';
import { startTemporalServer, type TemporalServer } from '../support/temporal-server.ts';
import { startWaybillSystem, type WaybillSystem } from '../support/waybill-system.ts';

// With Temporal: the worker that packs and the server that hands out are two processes, and share nothing but the store.
let s3: S3Server;
let postgres: PostgresServer;
let temporal: TemporalServer;
let system: WaybillSystem;
const bucket = 'waybill-packages';
beforeAll(async () => {
  [s3, postgres, temporal] = await Promise.all([startS3Server(), startPostgres(), startTemporalServer()]);
  await s3.createBucket(bucket);
  const place = new URLSearchParams({ endpoint: s3.endpoint, region: s3.region });
  const settings = { ARTIFACTS_URL: `s3://${bucket}/packages?${place}`, ...s3.credentials };
  system = await startWaybillSystem({ postgres, temporal, settings });
});
afterAll(async () => {
  await system?.close();
  await Promise.all([temporal?.stop(), postgres?.stop(), s3?.stop()]);
});

const main = 'refs/heads/main';
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** What a client that has nothing yet is told to fetch. */
async function updateOf(entryId: string): Promise<{ download_url: string; latest_content_hash: string }> {
  const body = { installations: [{ entry_id: entryId, current_version_hash: 'none' }] };
  const answer = await system.api.request('POST', '/api/v1/registry/sync', body);
  expect(answer.status).toBe(200);
  const { entries } = (await answer.json()) as { entries: { download_url: string; latest_content_hash: string }[] };
  if (!entries[0]) throw new Error('nothing to fetch');
  return entries[0];
}

test('a push becomes a version in S3, and its presigned URL gives the same bytes to whoever has it', async () => {
  const repository = await connectRepository(system, { name: 'in-s3' });
  const sha = await push(system, repository, { 'SKILL.md': skillFile('in-s3'), 'notes.md': 'Kept in S3.\n' });
  expect(await attemptDone(system, repository, { ref: main, commit: sha })).toMatchObject({ status: 'published' });
  const { download_url: url, latest_content_hash: contentHash } = await updateOf(repository.entryId);
  expect(new URL(url).origin).toBe(s3.endpoint);
  const response = await fetch(url);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/gzip');
  expect(response.headers.get('content-encoding')).toBeNull();
  const version = commitVersionOf(sha);
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename="in-s3-${version}.tar.gz"`);
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(hashOf(bytes)).toBe(contentHash);
  const files = await extractTarGz(bytes);
  expect([...files.keys()].sort()).toEqual(['SKILL.md', 'notes.md']);
  // With a key, the service itself reads them from S3.
  expect(await system.api.download(repository.entryId, version)).toEqual(bytes);
});

test("what a client pushes lies in S3, and its presigned URL gives the client's very bytes", async () => {
  const archive = await skillArchive({ 'notes.md': 'Pushed by a client.\n' });
  const metadata = pushMetadata(archive, { name: 'by-a-client', version: '1.0.0' });
  const upload = (bytes: Buffer) =>
    fetch(`${system.url}/api/v1/registry`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${system.environment.WAYBILL_FIRST_API_KEY}`,
        'idempotency-key': hashOf(bytes),
      },
      body: uploadForm(metadata, bytes),
    });
  const damaged = Buffer.concat([archive.bytes, Buffer.from('x')]);
  expect((await upload(damaged)).status).toBe(422);
  const made = await upload(archive.bytes);
  const text = await made.text();
  expect([made.status, text]).toEqual([201, expect.stringContaining(archive.contentHash)]);
  const again = await upload(archive.bytes);
  expect([again.status, again.headers.get('idempotency-replayed'), await again.text()]).toEqual([201, 'true', text]);

  const { entry } = JSON.parse(text) as { entry: { id: string } };
  const { download_url: url, latest_content_hash: contentHash } = await updateOf(entry.id);
  expect([new URL(url).origin, contentHash]).toEqual([s3.endpoint, archive.contentHash]);
  expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(archive.bytes);
  expect(await system.api.download(entry.id, '1.0.0')).toEqual(archive.bytes);
});

test('while S3 is away a push waits, and is published when it is back', async () => {
  const repository = await connectRepository(system, { name: 's3-away' });
  await s3.kill9();
  const sha = await push(system, repository, { 'notes.md': 'Written while S3 was away.\n' });
  const failing = async () => {
    const [attempt] = await system.api.attempts({ connection_id: repository.connectionId });
    const { steps } = await system.api.attempt(attempt?.id ?? '');
    return steps.flatMap((step) => step.tries).find((it) => it.error?.includes('S3 PutObject failed'));
  };
  await eventually(
    'a try that S3 fails',
    async () => (await system.api.attempts({ connection_id: repository.connectionId }))[0] && failing(),
  );
  await s3.restart();
  expect(await attemptDone(system, repository, { ref: main, commit: sha })).toMatchObject({ status: 'published' });
});

test('clients that cannot reach S3 are handed the bytes by the service', async () => {
  const repository = await connectRepository(system, { name: 'proxied' });
  const sha = await push(system, repository, { 'notes.md': 'Through the service.\n' });
  await attemptDone(system, repository, { ref: main, commit: sha });
  await system.server.stop();
  const environment = { ...system.environment, ARTIFACTS_DOWNLOADS: 'proxied' };
  const proxied = serviceProcess('apps/server/main.ts', environment, isReady);
  await proxied.start();
  const { download_url: url, latest_content_hash: contentHash } = await updateOf(repository.entryId);
  expect(new URL(url).origin).toBe(system.url);
  expect(hashOf(Buffer.from(await (await fetch(url)).arrayBuffer()))).toBe(contentHash);
  await proxied.stop();
  await system.server.start();
});

test('a server whose bucket is missing does not start, and says which setting is wrong', async () => {
  const place = new URLSearchParams({ endpoint: s3.endpoint, region: s3.region });
  const environment = { ...system.environment, PORT: '0', ARTIFACTS_URL: `s3://no-such-bucket?${place}` };
  const server = serviceProcess('apps/server/main.ts', environment, async () => false);
  await expect(server.start()).rejects.toThrow(
    'The store of ARTIFACTS_URL cannot be used: There is no bucket "no-such-bucket": make it, or correct the name.',
  );
  expect(await server.ended()).toBe(1);
});

async function isReady(): Promise<boolean> {
  return (await fetch(`${system.url}/readyz`).catch(() => null))?.ok ?? false;
}
