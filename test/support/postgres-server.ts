import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { freePort } from '../../apps/quickstart/free-port.ts';
import { type PostgresServer as RunningPostgres, startPostgres as run } from '../../apps/quickstart/postgres-server.ts';
import { eventually } from './eventually.ts';

/** A real PostgreSQL cluster of its own, on a free port of 127.0.0.1 that stays the same over restarts. */
export type PostgresServer = {
  /** The superuser's connection to the database `postgres`. */
  readonly url: string;
  /** Makes an empty database and gives its URL; `name` must be new in this cluster. */
  createDatabase(name: string): Promise<string>;
  /** Stops the server (clients lose their connections) and starts it again; also after `kill9`. */
  restart(): Promise<void>;
  /** Ends the server as a crash would; `restart` brings it back with every committed row. */
  kill9(): Promise<void>;
  /** Stops the server and removes the cluster. */
  stop(): Promise<void>;
};

const password = 'waybill-test';

/** Commits stay synchronous: a killed server may lose none. Only the disk's own flush is left out. */
const settings = ['fsync=off', 'full_page_writes=off'];

/** Starts a fresh cluster in a temporary folder. */
export async function startPostgres(): Promise<PostgresServer> {
  const home = await mkdtemp(join(tmpdir(), 'waybill-pg-'));
  // Run as root, the server belongs to the user `postgres`, who must be able to enter the folder.
  await chmod(home, 0o755);
  const port = await freePort();
  const instanceId = `test-${randomUUID()}`;
  const start = () => run({ dir: join(home, 'data'), instanceId, password, port, settings });
  let server = await start();
  let stopped = false;
  // It is no child of this process: a test run that is broken off must not leave it behind.
  const endWithUs = () => !stopped && endAtOnce(server);
  process.once('exit', endWithUs);
  const stop = async () => {
    if (!stopped) await server.stop();
    stopped = true;
  };
  const urlOf = (database: string) => `postgres://waybill:${password}@127.0.0.1:${port}/${database}`;
  return {
    url: urlOf('postgres'),
    createDatabase: (name) => createDatabase(urlOf('postgres'), name, urlOf(name)),
    restart: async () => {
      await stop();
      server = await start();
      stopped = false;
    },
    kill9: async () => {
      stopped = true;
      process.kill(server.pid, 'SIGKILL');
      await eventually('the server ends', () => !isRunning(server.pid));
    },
    stop: async () => {
      await stop();
      process.off('exit', endWithUs);
      const folder = server.dir.startsWith(home) ? home : dirname(server.dir);
      await rm(folder, { recursive: true, force: true });
      await rm(home, { recursive: true, force: true });
    },
  };
}

function endAtOnce(server: RunningPostgres): void {
  try {
    process.kill(server.pid, 'SIGQUIT');
  } catch {
    // It has ended by itself.
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function createDatabase(adminUrl: string, name: string, url: string): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  return url;
}
