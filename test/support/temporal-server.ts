import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Connection } from '@temporalio/client';
import { freePort } from '../../apps/quickstart/free-port.ts';

/** A real Temporal server of its own, on a port of 127.0.0.1 that stays the same over restarts. */
export type TemporalServer = {
  readonly address: string;
  readonly namespace: string;
  /** Base URL of its own pages; null: it was started without them. */
  readonly uiUrl: string | null;
  /** Ends the server as a crash would; `restart` brings it back with all it had stored. */
  kill9(): Promise<void>;
  restart(): Promise<void>;
  /** Stops the server and removes what it stored. */
  stop(): Promise<void>;
};

/**
 * Starts Temporal's development server, storing in a temporary folder; throws when its command is not installed.
 * `ui`: with its own pages, for tests that go there.
 */
export async function startTemporalServer({ ui = false } = {}): Promise<TemporalServer> {
  const command = temporalCommand();
  const home = await mkdtemp(join(tmpdir(), 'waybill-temporal-'));
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const uiPort = ui ? await freePort() : null;
  const uiUrl = uiPort === null ? null : `http://127.0.0.1:${uiPort}`;
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port)];
  args.push('--db-filename', join(home, 'temporal.db'), '--log-level', 'error');
  args.push(...(uiPort ? ['--ui-ip', '127.0.0.1', '--ui-port', String(uiPort)] : ['--headless']));
  const start = () => launch(command, args, async () => (await answers(address)) && (!uiUrl || (await serves(uiUrl))));
  let server = await start();
  const end = async (signal: NodeJS.Signals) => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const exited = new Promise((resolve) => server.once('exit', resolve));
    server.kill(signal);
    await exited;
  };
  return {
    address,
    namespace: 'default',
    uiUrl,
    kill9: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGKILL');
      server = await start();
    },
    stop: async () => {
      await end('SIGKILL');
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** The `temporal` command: `TEMPORAL_CLI`, else on `PATH`, else the cached one. */
function temporalCommand(): string {
  const cache = process.env.WAYBILL_CACHE_DIR ?? join(homedir(), '.cache', 'waybill');
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), join(cache, 'bin')];
  const candidates = folders.map((folder) => join(folder, 'temporal'));
  if (process.env.TEMPORAL_CLI) candidates.unshift(process.env.TEMPORAL_CLI);
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found) return found;
  throw new Error(
    `Temporal's command is not installed (looked at ${candidates.at(-1)}, PATH and TEMPORAL_CLI). ` +
      'Get it with: go install github.com/temporalio/cli/cmd/temporal@v1.5.1, then set TEMPORAL_CLI to its path.',
  );
}

async function launch(command: string, args: string[], isUp: () => Promise<boolean>): Promise<ChildProcess> {
  const server = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  server.stderr?.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-4_000);
  });
  // The test's process may end without calling stop.
  process.once('exit', () => server.kill('SIGKILL'));
  const deadline = Date.now() + 30_000;
  while (!(await isUp())) {
    if (server.exitCode !== null || Date.now() > deadline) {
      server.kill('SIGKILL');
      throw new Error(`Temporal's server did not start: ${log || `no answer within 30 s (${args.join(' ')})`}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return server;
}

async function answers(address: string): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: '1s' });
    try {
      await connection.withDeadline(Date.now() + 1_000, () =>
        connection.workflowService.describeNamespace({ namespace: 'default' }),
      );
      return true;
    } finally {
      await connection.close();
    }
  } catch {
    return false;
  }
}

async function serves(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
