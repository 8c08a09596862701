import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** 256 random bits as text that fits into a URL. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** A new API key: `st_live_` and 32 random bytes. */
export function newApiKey(): string {
  return `st_live_${newSecret()}`;
}

/**
 * The key that signs download links, made once and kept in the data folder, readable by its owner only. Servers that
 * share a database share the key through `SIGNING_KEY` instead. Throws when the kept key is none.
 */
export async function keptSigningKey(dataDir: string): Promise<Buffer> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, 'signing-key');
  const kept = ((await readIfThere(path)) ?? (await keepNewKey(path))).trim();
  if (!/^[0-9a-f]{64}$/i.test(kept)) {
    throw new Error(
      `${path} holds no key of 64 hex digits. Put the former one back, or remove the file for a new one.`,
    );
  }
  return Buffer.from(kept, 'hex');
}

/** The file bears its name only once the whole key is in it; of several at once the first one's key is everybody's. */
async function keepNewKey(path: string): Promise<string> {
  const whole = `${path}.${randomUUID()}`;
  try {
    await writeFile(whole, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600, flush: true });
    await link(whole, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await rm(whole, { force: true });
  }
  return await readFile(path, 'utf8');
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return null;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
