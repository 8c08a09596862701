import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptSigningKey } from './secrets.ts';

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'waybill-secrets-'));
});

afterEach(() => rm(dataDir, { recursive: true }));

test('the signing key is made once, for its owner only, with nothing left beside it', async () => {
  const key = await keptSigningKey(dataDir);
  expect(key).toHaveLength(32);
  expect(await keptSigningKey(dataDir)).toEqual(key);
  expect(await readdir(dataDir)).toEqual(['signing-key']);
  expect(await readFile(join(dataDir, 'signing-key'), 'utf8')).toBe(key.toString('hex'));
  expect((await stat(join(dataDir, 'signing-key'))).mode & 0o777).toBe(0o600);
});

test('first starts at once end with the same whole key', async () => {
  for (let round = 0; round < 20; round += 1) {
    const folder = join(dataDir, String(round));
    const keys = await Promise.all(Array.from({ length: 8 }, () => keptSigningKey(folder)));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(keys[0]).toHaveLength(32);
    expect(await readdir(folder)).toEqual(['signing-key']);
  }
});

test.each(['', 'abc', 'g'.repeat(64)])('a kept key that is no whole key stops the start: %j', async (kept) => {
  const path = join(dataDir, 'signing-key');
  await writeFile(path, kept);
  await expect(keptSigningKey(dataDir)).rejects.toThrow(`${path} holds no key of 64 hex digits`);
  expect(await readFile(path, 'utf8')).toBe(kept);
});
