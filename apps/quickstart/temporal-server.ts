import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { freePort } from './free-port.ts';
import { processCommand } from './process-command.ts';
import { StartError } from './start-error.ts';

/** Temporal's development server with its own pages, on free ports of 127.0.0.1. */
export type TemporalServer = {
  /** `host:port`. */
  readonly address: string;
  /** Base URL of its pages. */
  readonly uiUrl: string;
  readonly pid: number;
  stop(): Promise<void>;
};

const longestStartMs = 60_000;

/** Starts the server with its data in `<dir>/temporal.db`; ends one that a killed Waybill left on it. */
export async function startTemporal(options: { command: string; dir: string }): Promise<TemporalServer> {
  const pidFile = join(options.dir, 'temporal.pid');
  await endLeftover(pidFile);
  const [port, uiPort] = [await freePort(), await freePort()];
  const logPath = join(options.dir, 'temporal.log');
  const log = await open(logPath, 'w');
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port)];
  args.push('--ui-ip', '127.0.0.1', '--ui-port', String(uiPort));
  args.push('--db-filename', join(options.dir, 'temporal.db'), '--log-level', 'error');
  // A session of its own: a terminal's Ctrl-C does not reach it before the server has closed.
  const server = spawn(options.command, args, { stdio: ['ignore', log.fd, log.fd], detached: true });
  const exited = once(server, 'exit');
  await Promise.race([once(server, 'spawn'), exited]);
  await log.close();
  const pid = server.pid ?? 0;
  await writeFile(pidFile, String(pid));
  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) server.kill('SIGTERM');
    await exited;
    await rm(pidFile, { force: true });
  };
  const address = `127.0.0.1:${port}`;
  const ready = await Promise.race([answers(address), exited.then(() => false)]);
  if (!ready) {
    await stop();
    throw new StartError(`Temporal's server did not start; its log is ${logPath}.`);
  }
  return { address, uiUrl: `http://127.0.0.1:${uiPort}`, pid, stop };
}

async function endLeftover(pidFile: string): Promise<void> {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
  const runs = async () => pid > 0 && (await processCommand(pid)).includes('start-dev');
  if (await runs()) process.kill(pid, 'SIGTERM');
  for (let left = 100; left > 0 && (await runs()); left -= 1) await pause(100);
  await rm(pidFile, { force: true });
}

async function answers(address: string): Promise<boolean> {
  const deadline = Date.now() + longestStartMs;
  while (Date.now() < deadline) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: '1s' });
      await connection.workflowService.describeNamespace({ namespace: 'default' }).finally(() => connection.close());
      return true;
    } catch {
      await pause(100);
    }
  }
  return false;
}
