import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PostgresServer, startPostgres } from '../../test/support/postgres-server.ts';

let postgres: PostgresServer;
let dataDir: string;

beforeAll(async () => {
  postgres = await startPostgres();
  dataDir = await mkdtemp(join(tmpdir(), 'waybill-worker-'));
});
afterAll(async () => {
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Runs the worker to its end. */
function run(environment: Record<string, string>): Promise<{ code: number | null; stderr: string }> {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const env = {
    PATH: process.env.PATH ?? '',
    DATA_DIR: dataDir,
    GITHUB_APP_ID: '1',
    GITHUB_APP_PRIVATE_KEY: privateKey,
    GITHUB_WEBHOOK_SECRET: 'a long random secret',
    PUBLIC_URL: 'http://127.0.0.1:1',
    LOG_LEVEL: 'fatal',
    ...environment,
  };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['apps/worker/main.ts'], { env }, (_error, _stdout, stderr) =>
      resolve({ code: child.exitCode, stderr }),
    );
  });
}

describe('a worker that cannot work says why in one line, and ends', () => {
  test('Temporal is away', async () => {
    const databaseUrl = await postgres.createDatabase('worker');
    const ended = await run({ DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: '127.0.0.1:1' });
    expect(ended.code).toBe(1);
    expect(ended.stderr.trim()).toMatch(/^Temporal at 127\.0\.0\.1:1 cannot be reached: .*$/);
  });

  test('the database is away', async () => {
    const ended = await run({
      DATABASE_URL: 'postgresql://waybill:secret@127.0.0.1:1/waybill',
      TEMPORAL_ADDRESS: '127.0.0.1:1',
    });
    expect(ended.code).toBe(1);
    expect(ended.stderr.trim()).toMatch(/^The database of DATABASE_URL cannot be used: .*ECONNREFUSED.*$/);
  });

  test('git is missing', async () => {
    const databaseUrl = 'postgresql://waybill:secret@127.0.0.1:1/waybill';
    const ended = await run({ PATH: dataDir, DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: '127.0.0.1:1' });
    expect(ended.code).toBe(1);
    expect(ended.stderr.trim()).toMatch(/^`git` cannot be run: .*Install git 2\.31 or later.*$/);
  });

  test('it has no engine of its own', async () => {
    const ended = await run({ DATABASE_URL: 'postgresql://waybill:secret@127.0.0.1:1/waybill' });
    expect(ended).toEqual({
      code: 1,
      stderr: 'TEMPORAL_ADDRESS is missing; the embedded engine has no separate worker\n',
    });
  });
});
