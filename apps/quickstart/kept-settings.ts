import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from './start-error.ts';

/** What must be the same on every start over one data folder. */
export type KeptSettings = {
  /** Names what has to be kept outside the data folder. */
  instanceId: string;
  postgresPassword: string;
  apiKey: string;
  webhookSecret: string;
  /** The printed clone URLs hold it. */
  simulatorPort?: number;
};

export type KeptSettingsFile = {
  readonly values: Readonly<KeptSettings>;
  /** Changes some values, on disk too. */
  keep(changes: Partial<KeptSettings>): Promise<void>;
};

/** Reads the data folder's settings, or makes them up on the first start. Readable by their owner only. */
export async function openKeptSettings(dataDir: string): Promise<KeptSettingsFile> {
  const path = join(dataDir, 'quickstart.json');
  const file = {
    values: (await readSettings(path)) ?? newSettings(),
    async keep(changes: Partial<KeptSettings>) {
      file.values = { ...file.values, ...changes };
      await writeFile(`${path}.new`, `${JSON.stringify(file.values, null, 2)}\n`, { mode: 0o600 });
      await rename(`${path}.new`, path);
    },
  };
  await file.keep({});
  return file;
}

async function readSettings(path: string): Promise<KeptSettings | undefined> {
  try {
    const settings: KeptSettings = JSON.parse(await readFile(path, 'utf8'));
    if (typeof settings.postgresPassword === 'string' && typeof settings.apiKey === 'string') return settings;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new StartError(`${path} is damaged: put it back, or begin anew with another folder (--data).`);
}

function newSettings(): KeptSettings {
  return {
    instanceId: randomBytes(6).toString('hex'),
    postgresPassword: randomBytes(18).toString('base64url'),
    apiKey: `st_live_${randomBytes(24).toString('hex')}`,
    webhookSecret: randomBytes(24).toString('hex'),
  };
}
