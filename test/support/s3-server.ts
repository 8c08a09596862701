import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../apps/quickstart/free-port.ts';
import { eventually } from './eventually.ts';
import { ensureVersitygw } from './versitygw.ts';

/** A real S3 server of its own, on a free port of 127.0.0.1. */
export type S3Server = {
  readonly endpoint: string;
  readonly region: string;
  /** What the SDK's credential chain reads. */
  readonly credentials: { readonly AWS_ACCESS_KEY_ID: string; readonly AWS_SECRET_ACCESS_KEY: string };
  createBucket(name: string): Promise<void>;
  /** Makes an object older, or newer, than it is. */
  setStoredAt(bucket: string, key: string, time: Date): Promise<void>;
  /** Replaces an object's bytes behind the server's back. */
  damage(bucket: string, key: string, bytes: string): Promise<void>;
  /** Ends the server as a crash would; `restart` brings it back with what it had stored. */
  kill9(): Promise<void>;
  restart(): Promise<void>;
  /** Stops the server and removes what it stored. */
  stop(): Promise<void>;
};

/** Starts versitygw (https://github.com/versity/versitygw) over a temporary folder, installing it where it is missing. */
export async function startS3Server(): Promise<S3Server> {
  const command = await ensureVersitygw({ env: process.env, log: (line) => console.error(line) });
  const home = await mkdtemp(join(tmpdir(), 'waybill-s3-'));
  const port = await freePort();
  const region = 'eu-test-1';
  const credentials = {
    AWS_ACCESS_KEY_ID: `test${randomBytes(8).toString('hex')}`,
    AWS_SECRET_ACCESS_KEY: randomBytes(20).toString('hex'),
  };
  const { AWS_ACCESS_KEY_ID: access, AWS_SECRET_ACCESS_KEY: secret } = credentials;
  const env = { ...process.env, ROOT_ACCESS_KEY_ID: access, ROOT_SECRET_ACCESS_KEY: secret };
  const args = ['--port', `127.0.0.1:${port}`, '--region', region, '--health', '/health', '--quiet', 'posix', home];
  const endpoint = `http://127.0.0.1:${port}`;
  const launch = () => launched(spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] }), endpoint);
  let server = await launch();
  const end = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const exited = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGKILL');
    await exited;
  };
  return {
    endpoint,
    region,
    credentials,
    createBucket: async (name) => void (await mkdir(join(home, name))),
    setStoredAt: (bucket, key, time) => utimes(join(home, bucket, key), time, time),
    damage: (bucket, key, bytes) => writeFile(join(home, bucket, key), bytes, { flag: 'r+' }),
    kill9: end,
    restart: async () => {
      await end();
      server = await launch();
    },
    stop: async () => {
      await end();
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function launched(server: ChildProcess, endpoint: string): Promise<ChildProcess> {
  let log = '';
  server.stderr?.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-4_000);
  });
  // The test's process may end without calling stop.
  process.once('exit', () => server.kill('SIGKILL'));
  await eventually(`the S3 server answers on ${endpoint}`, async () => {
    if (server.exitCode !== null) throw new Error(`The S3 server did not start: ${log}`);
    return (await fetch(`${endpoint}/health`).catch(() => null))?.ok;
  });
  return server;
}
