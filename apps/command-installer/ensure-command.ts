import { mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { cacheFolder, type Environment } from './cache-folder.ts';
import { withInstallLock } from './install-lock.ts';

/** The command is not there and could not be had; the message lists what was tried and what to do. */
export class CommandMissing extends Error {
  override readonly name = 'CommandMissing';
}

export type CommandOptions = {
  env: Environment;
  /** Gets one line for each thing that takes time. */
  log: (line: string) => void;
  /** Ends an installation under way. */
  signal?: AbortSignal | undefined;
};

export type Installation = CommandOptions & {
  /** Where the command is to be. */
  target: string;
};

export type WantedCommand = {
  /** For people, e.g. "Temporal's command". */
  title: string;
  /** The file's name, without `.exe`. */
  program: string;
  /** The environment variable that may name it. */
  variable: string;
  /** Whether a path is this command, and runs here. */
  isIt(path: string): Promise<boolean>;
  /** Ways to install it, in order; each gives what went wrong, or nothing. */
  ways: readonly { name: string; install: (installation: Installation) => Promise<string | undefined> }[];
  /** How a person gets it. */
  advice: string;
};

/**
 * Path of a command: what its variable names, else on `PATH`, else in Waybill's cache folder; where it is in none, it
 * is installed there. Callers at the same time share one installation. Throws `CommandMissing`.
 */
export async function ensureCommand(wanted: WantedCommand, { env, log, signal }: CommandOptions): Promise<string> {
  const program = process.platform === 'win32' ? `${wanted.program}.exe` : wanted.program;
  const found = await findCommand(wanted, program, env);
  if (found) return found;
  const folder = join(cacheFolder(env), 'bin');
  const target = join(folder, program);
  await mkdir(folder, { recursive: true });
  return withInstallLock(`${target}.lock`, { log, signal }, async () => {
    if (await wanted.isIt(target)) return target;
    const tried: string[] = [];
    for (const { name, install } of wanted.ways) {
      signal?.throwIfAborted();
      const problem = await install({ target, env, log, signal });
      if (problem === undefined) return target;
      tried.push(`${name}: ${problem}`);
    }
    throw new CommandMissing(missing(wanted, env, target, tried));
  });
}

async function findCommand(wanted: WantedCommand, program: string, env: Environment): Promise<string | undefined> {
  const named = env[wanted.variable];
  if (named) {
    if (await wanted.isIt(named)) return named;
    throw new CommandMissing(`${wanted.variable} is ${named}, which is no ${wanted.program} command that runs here.`);
  }
  const folders = [...(env.PATH ?? '').split(delimiter).filter(Boolean), join(cacheFolder(env), 'bin')];
  for (const folder of folders) {
    const candidate = join(folder, program);
    if (await wanted.isIt(candidate)) return candidate;
  }
  return undefined;
}

function missing(
  { title, program, variable, advice }: WantedCommand,
  env: Environment,
  target: string,
  tried: string[],
) {
  return [
    `${title} is not installed and could not be had.`,
    `Looked for: ${variable} (${env[variable] ? 'set' : 'not set'}), ${program} on PATH, ${target}.`,
    `Tried: ${tried.join('; ')}.`,
    `What to do: ${advice}`,
  ].join('\n');
}
