import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { giveTo, locatePostgres, type PostgresFiles } from './postgres-files.ts';
import { processCommand } from './process-command.ts';
import { StartError } from './start-error.ts';

/** A PostgreSQL server on a free port of 127.0.0.1. */
export type PostgresServer = {
  /** Data directory of its cluster. */
  readonly dir: string;
  /** Connection URL of its database `waybill`. */
  readonly url: string;
  readonly pid: number;
  /** Ends its sessions and stops it; everything committed stays. */
  stop(): Promise<void>;
};

/**
 * Starts the server over the cluster in `dir`, made on the first start. It is no child of this process: a terminal's
 * Ctrl-C does not reach it. One that an earlier, killed Waybill left running is stopped first. Throws `StartError`.
 */
export async function startPostgres(options: {
  dir: string;
  /** Tells this cluster from others, should it have to live outside `dir`. */
  instanceId: string;
  password: string;
  /** Default: a free one. */
  port?: number;
  /** Further settings of the server, `name=value`. */
  settings?: readonly string[];
}): Promise<PostgresServer> {
  const files = await locatePostgres(options.dir, options.instanceId);
  const cluster = files.clusterDir;
  if (existsSync(join(cluster, 'PG_VERSION'))) await endLeftover(files);
  else await createCluster(files, options.password);

  const port = options.port ?? (await freePort());
  const further = (options.settings ?? []).map((setting) => ` -c ${setting}`).join('');
  const settings = `-h 127.0.0.1 -p ${port} -c unix_socket_directories=${further}`;
  const log = join(cluster, 'server.log');
  const start = () => pgCtl(files, ['start', '-w', '-t', '60', '-D', cluster, '-l', log, '-o', settings]);
  await retryWhileMemoryIsHeld(start, log);
  return {
    url: `postgresql://waybill:${options.password}@127.0.0.1:${port}/waybill`,
    dir: cluster,
    pid: await postmasterPid(cluster),
    stop: async () => {
      await pgCtl(files, ['stop', '-w', '-t', '30', '-m', 'fast', '-D', cluster]);
    },
  };
}

async function createCluster(files: PostgresFiles, password: string): Promise<void> {
  // Made aside and moved in place when whole: a start that is interrupted leaves no half of a cluster.
  const half = `${files.clusterDir}.new`;
  const passwordFile = `${files.clusterDir}.password`;
  try {
    await rm(half, { recursive: true, force: true });
    await mkdir(half, { mode: 0o700 });
    await giveTo(files.account, half);
    await writeFile(passwordFile, password, { mode: 0o600 });
    await giveTo(files.account, passwordFile);
    const initdb = ['-D', half, '-U', 'waybill', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
    const made = await run(files, files.programs.initdb, [...initdb, '--encoding=UTF8', '--locale=C', '--no-sync']);
    const database = await run(
      files,
      files.programs.postgres,
      ['--single', '-D', half, 'postgres'],
      'create database waybill\n',
    );
    const failed = [made, database].find(({ code }) => code !== 0);
    if (failed) throw new StartError(`PostgreSQL's data could not be made in ${files.clusterDir}: ${failed.lastLine}`);
    await rename(half, files.clusterDir);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function endLeftover(files: PostgresFiles): Promise<void> {
  const pid = await postmasterPid(files.clusterDir);
  if (pid === 0) return;
  if ((await processCommand(pid)).includes('postgres')) {
    await pgCtl(files, ['stop', '-w', '-t', '30', '-m', 'fast', '-D', files.clusterDir]);
  } else {
    // Its process id may belong to another program by now, which PostgreSQL would take for a running server.
    await rm(join(files.clusterDir, 'postmaster.pid'), { force: true });
  }
}

async function postmasterPid(cluster: string): Promise<number> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  return Number(text.split('\n')[0]) || 0;
}

// Children of a killed server hold its shared memory for a moment longer.
async function retryWhileMemoryIsHeld(start: () => Promise<unknown>, log: string): Promise<void> {
  for (let left = 50; ; left -= 1) {
    await rm(log, { force: true });
    try {
      await start();
      return;
    } catch {
      const text = await readFile(log, 'utf8').catch(() => '');
      if (left > 0 && text.includes('pre-existing shared memory block')) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        continue;
      }
      const fatal = text.split('\n').findLast((line) => line.includes('FATAL')) ?? 'no reason given';
      throw new StartError(`PostgreSQL did not start (${fatal.replace(/^.*FATAL:\s*/, '')}); its log is ${log}.`);
    }
  }
}

async function pgCtl(files: PostgresFiles, args: string[]): Promise<void> {
  const { code, lastLine } = await run(files, files.programs.pg_ctl, args);
  if (code !== 0) throw new Error(`pg_ctl ${args[0]} failed: ${lastLine}`);
}

/** Runs one of PostgreSQL's programs to its end, as the account that owns the cluster. */
function run(
  files: PostgresFiles,
  program: string,
  args: string[],
  input = '',
): Promise<{ code: number | null; lastLine: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...files.account, cwd: '/', detached: process.platform !== 'win32' });
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    // Not `close`: the server that pg_ctl starts keeps the pipes.
    child.on('exit', (code) => resolve({ code, lastLine: output.trim().split('\n').at(-1) ?? '' }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
