import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Puts a folder in the place of another one, which is removed if it is there. Of several at once the last one stays. */
export async function replaceFolder(folder: string, by: string): Promise<void> {
  const old = join(dirname(folder), `.${basename(folder)}-${randomUUID()}`);
  await rename(folder, old).catch(unless('ENOENT'));
  const isTaken = await rename(by, folder).then(() => false, unless('ENOTEMPTY', 'EEXIST'));
  await rm(old, { recursive: true, force: true });
  // Another one came in between.
  if (isTaken === undefined) await replaceFolder(folder, by);
}

/** For `catch`: undefined for errors of these codes; others are thrown on. */
export function unless(...codes: string[]): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof Error && 'code' in error && codes.includes(String(error.code))) return undefined;
    throw error;
  };
}
