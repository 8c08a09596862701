import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartError } from './start-error.ts';

export type QuickstartOptions = {
  /** Port of the API; 0: any free one. */
  port: number;
  /** Absolute path. */
  dataDir: string;
  engine: 'embedded' | 'temporal';
  /** Publish once, show it, end. */
  once: boolean;
  help: boolean;
};

export const usage = `Usage: npm start -- [options]

Starts Waybill with all it needs on this machine: PostgreSQL, a simulated GitHub, the server and its API.

  --port PORT        port of the API, 0 for any free one (default 8787)
  --data DIR         folder for all data (default .waybill in the checkout)
  --engine ENGINE    embedded, or temporal (finds or installs the temporal command; default embedded)
  --once             publish once, show it, end
  --help             this text`;

/** `workingDir` is where the command was typed: a relative `--data` starts there. Throws `StartError`. */
export function parseOptions(args: string[], folders: { projectDir: string; workingDir: string }): QuickstartOptions {
  const values = parseValues(args);
  const engine = values.engine ?? 'embedded';
  if (engine !== 'embedded' && engine !== 'temporal') {
    throw new StartError(`--engine ${engine}: unknown, it is embedded or temporal.`);
  }
  return {
    port: parsePort(values.port ?? '8787'),
    dataDir: parseDataDir(values.data, folders),
    engine,
    once: values.once ?? false,
    help: values.help ?? false,
  };
}

function parseValues(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        engine: { type: 'string' },
        once: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    const sentence = (error as Error).message.split('. ')[0]?.split('\n')[0];
    throw new StartError(`${sentence}; npm start -- --help lists the options.`);
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new StartError(`--port ${text}: not a port, it is a number from 0 to 65535.`);
}

function parseDataDir(text: string | undefined, folders: { projectDir: string; workingDir: string }): string {
  if (text === undefined) return join(folders.projectDir, '.waybill');
  if (text === '') throw new StartError('--data is empty: it names a folder.');
  return resolve(folders.workingDir, text);
}
