import { mkdir, rm, stat, utimes } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const renewEveryMs = 2_000;
/** A holder renews its lock all the time; one that did not for this long is gone. */
const abandonedAfterMs = 15_000;

/** Runs `install` while no other process does, by a lock folder at `path`; waits for the one that holds it. */
export async function withInstallLock<T>(
  path: string,
  { log, signal }: { log: (line: string) => void; signal?: AbortSignal | undefined },
  install: () => Promise<T>,
): Promise<T> {
  for (let waiting = false; !(await take(path)); waiting = true) {
    if (!waiting) log('Another process installs it already: waiting for that one ...');
    await pause(500, undefined, { signal });
  }
  const renewal = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, renewEveryMs);
  try {
    return await install();
  } finally {
    clearInterval(renewal);
    await rm(path, { recursive: true, force: true });
  }
}

async function take(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const renewedAt = await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );
  if (renewedAt !== undefined && Date.now() - renewedAt > abandonedAfterMs) {
    await rm(path, { recursive: true, force: true });
  }
  return false;
}
