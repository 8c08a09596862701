import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A new API key: `st_live_` and 32 random bytes. */
export function newApiKey(): string {
  return `st_live_${randomBytes(32).toString('base64url')}`;
}

/**
 * The key that signs download links, made once and kept in the data folder, readable by its owner only. Servers that
 * share a database share the key through `SIGNING_KEY` instead.
 */
export async function keptSigningKey(dataDir: string): Promise<Buffer> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, 'signing-key');
  try {
    await writeFile(path, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return Buffer.from(await readFile(path, 'utf8'), 'hex');
}
