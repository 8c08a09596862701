import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { processCommand } from './process-command.ts';
import { StartError } from './start-error.ts';

/** The folder that holds everything of one running Waybill, which has it for itself until `release`. */
export type DataFolder = {
  readonly path: string;
  release(): Promise<void>;
};

/** Makes the folder when it is missing and takes it. Throws `StartError` when it cannot be used. */
export async function takeDataFolder(path: string): Promise<DataFolder> {
  try {
    await makeFolder(path);
    if (!(await stat(path)).isDirectory()) throw Object.assign(new Error(), { code: 'EEXIST' });
    const lock = join(path, 'quickstart.lock');
    await takeLock(lock, path);
    return { path, release: () => rm(lock, { force: true }) };
  } catch (error) {
    throw error instanceof StartError ? error : new StartError(explain(path, error as NodeJS.ErrnoException));
  }
}

// Node's own recursive mkdir never returns below /proc, where folders cannot be made.
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path);
  }
}

async function takeLock(lock: string, path: string): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      const file = await open(lock, 'wx');
      await file.writeFile(`${process.pid}\n`);
      return await file.close();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
    // The number may have gone to another program since: only a quickstart counts.
    if (holder > 0 && holder !== process.pid && (await processCommand(holder)).includes('quickstart')) {
      throw new StartError(
        `The data folder ${path} is in use by a running Waybill (process ${holder}): stop that one, or name another folder with --data.`,
      );
    }
    await rm(lock, { force: true });
  }
  throw new StartError(`The data folder ${path} is being taken by another start of Waybill.`);
}

function explain(path: string, error: NodeJS.ErrnoException): string {
  const advice = 'name another one with --data.';
  switch (error.code) {
    case 'EEXIST':
    case 'ENOTDIR':
      return `The data folder ${path} is not a folder but a file, or lies below one: ${advice}`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `The data folder ${path} cannot be written (${error.code}): give this user the right to, or ${advice}`;
    default:
      return `The data folder ${path} cannot be used (${error.message}): ${advice}`;
  }
}
