import { createWriteStream } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Installation } from './ensure-command.ts';
import { runCommand } from './run-command.ts';

/** A `.tar.gz` or `.zip` at `url`, with the command at `path` in it; `takes`: how much that is, for people. */
export type CommandArchive = { url: string; path: string; takes: string; isIt: (path: string) => Promise<boolean> };

const connectTimeoutMs = 5_000;
const longestDownloadMs = 5 * 60_000;

/**
 * Downloads a command's official archive and puts the command into its place; gives what went wrong, or nothing. Without
 * a way to the internet it gives up after seconds.
 */
export function download(wanted: CommandArchive): (installation: Installation) => Promise<string | undefined> {
  const { url, path, takes, isIt } = wanted;
  return async ({ target, log, signal }) => {
    log(`Downloading ${basename(target)} from ${new URL(url).host}: once, ${takes} ...`);
    const folder = await mkdtemp(join(dirname(target), '.download-'));
    try {
      const archive = join(folder, 'archive');
      await save(url, archive, signal);
      // tar reads zip archives too where zip is what comes (Windows).
      const unpacked = await runCommand('tar', ['-xf', archive, '-C', folder]);
      if (!unpacked.ok) return `the archive could not be unpacked: ${unpacked.problem}`;
      const command = join(folder, path);
      if (!(await isIt(command))) return 'what came does not run on this machine';
      await rename(command, target);
      return undefined;
    } catch (error) {
      return `${new URL(url).host}: ${(error as Error).message}`;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

async function save(url: string, path: string, signal: AbortSignal | undefined, redirects = 5): Promise<void> {
  const stop = AbortSignal.any([AbortSignal.timeout(longestDownloadMs), ...(signal ? [signal] : [])]);
  const response = await open(url, stop);
  const { statusCode = 0, headers } = response;
  if (statusCode >= 300 && statusCode < 400 && headers.location && redirects > 0) {
    response.resume();
    return save(new URL(headers.location, url).href, path, signal, redirects - 1);
  }
  if (statusCode !== 200) {
    response.resume();
    throw new Error(`answered ${statusCode}`);
  }
  await pipeline(response, createWriteStream(path), { signal: stop });
}

// The global fetch has no time-out for connecting alone; a blocked network would be noticed after minutes.
function open(url: string, signal: AbortSignal): Promise<import('node:http').IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { signal, timeout: connectTimeoutMs }, resolve);
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${connectTimeoutMs / 1000} s`)));
    outgoing.on('error', reject);
    outgoing.end();
  });
}
