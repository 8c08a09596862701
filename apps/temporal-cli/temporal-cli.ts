import { mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { cacheFolder, type Environment } from './cache-folder.ts';
import { downloadTemporal } from './download.ts';
import { installWithGo } from './go-install.ts';
import { withInstallLock } from './install-lock.ts';
import { isTemporalCommand } from './run-command.ts';

/** The `temporal` command is not there and could not be had; the message lists what was tried and what to do. */
export class TemporalCliMissing extends Error {
  override readonly name = 'TemporalCliMissing';
}

export type TemporalCliOptions = {
  env: Environment;
  /** Gets one line for each thing that takes time. */
  log: (line: string) => void;
  /** Ends an installation under way. */
  signal?: AbortSignal;
};

const program = process.platform === 'win32' ? 'temporal.exe' : 'temporal';

/**
 * Path of the `temporal` command: `TEMPORAL_CLI`, else on `PATH`, else in Waybill's cache folder; where it is in none,
 * it is installed there: its official download, else built by Go. Callers at the same time share one installation.
 */
export async function ensureTemporalCli({ env, log, signal }: TemporalCliOptions): Promise<string> {
  const found = await findTemporalCli(env);
  if (found) return found;
  const folder = join(cacheFolder(env), 'bin');
  const target = join(folder, program);
  await mkdir(folder, { recursive: true });
  return withInstallLock(`${target}.lock`, { log, signal }, async () => {
    if (await isTemporalCommand(target)) return target;
    const tried: string[] = [];
    for (const [name, install] of [
      ['download', downloadTemporal],
      ['go install', installWithGo],
    ] as const) {
      signal?.throwIfAborted();
      const problem = await install({ target, env, log, signal });
      if (problem === undefined) return target;
      tried.push(`${name}: ${problem}`);
    }
    throw new TemporalCliMissing(missing(env, target, tried));
  });
}

/** The command where it already is; throws `TemporalCliMissing` when `TEMPORAL_CLI` names something else. */
async function findTemporalCli(env: Environment): Promise<string | undefined> {
  if (env.TEMPORAL_CLI) {
    if (await isTemporalCommand(env.TEMPORAL_CLI)) return env.TEMPORAL_CLI;
    throw new TemporalCliMissing(`TEMPORAL_CLI is ${env.TEMPORAL_CLI}, which is no temporal command that runs here.`);
  }
  const folders = [...(env.PATH ?? '').split(delimiter).filter(Boolean), join(cacheFolder(env), 'bin')];
  for (const folder of folders) {
    const candidate = join(folder, program);
    if (await isTemporalCommand(candidate)) return candidate;
  }
  return undefined;
}

function missing(env: Environment, target: string, tried: string[]): string {
  return [
    "Temporal's command is not installed and could not be had.",
    `Looked for: TEMPORAL_CLI (${env.TEMPORAL_CLI ? 'set' : 'not set'}), temporal on PATH, ${target}.`,
    `Tried: ${tried.join('; ')}.`,
    'What to do: install it (https://docs.temporal.io/cli) and set TEMPORAL_CLI to its path or put it on PATH;',
    'with Go: go install github.com/temporalio/cli/cmd/temporal@v1.5.1.',
  ].join('\n');
}
