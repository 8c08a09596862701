import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { State } from './state.ts';

export type StateFile = {
  /** Writes soon; calls in between are one write. */
  save(): void;
  /** Resolves when all that was saved before is in the file: it outlives the process. */
  saved(): Promise<void>;
};

/** The state of an earlier start, or nothing on the first. Throws a sentence when the file is not what we wrote. */
export async function readState(path: string): Promise<State | undefined> {
  if (!existsSync(path)) return undefined;
  try {
    const state = JSON.parse(await readFile(path, 'utf8')) as State;
    if (state.format === 1) return state;
  } catch (error) {
    throw new Error(`${path} cannot be read (${(error as Error).message}); move it away to start anew.`);
  }
  throw new Error(`${path} is not a state of this simulator; move it away to start anew.`);
}

/** Replaces a file in one step: a crash leaves the old or the new one, never a half. */
export async function writeFileAtomically(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  const file = await open(temporary, 'w');
  try {
    await file.writeFile(content);
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

/** Keeps `state` in the file at `path`, a few milliseconds behind, one write at a time. */
export function createStateFile(path: string, state: State): StateFile {
  let saves = 0;
  let writtenSaves = 0;
  let writing: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let pauseMs = 5;

  const write = async () => {
    const covered = saves;
    const startedAt = performance.now();
    await writeFileAtomically(path, JSON.stringify(state));
    writtenSaves = covered;
    // A large state is written less often, so that writing never takes most of the time.
    pauseMs = Math.max(5, (performance.now() - startedAt) * 5);
  };
  const start = () => {
    clearTimeout(timer);
    timer = undefined;
    writing ??= write().finally(() => {
      writing = undefined;
      if (writtenSaves < saves) schedule();
    });
    return writing;
  };
  const schedule = () => {
    timer ??= setTimeout(() => void start().catch(reportWriteFailure), pauseMs);
  };
  return {
    save() {
      saves += 1;
      if (writing === undefined) schedule();
    },
    async saved() {
      const wanted = saves;
      while (writtenSaves < wanted) await start();
    },
  };
}

function reportWriteFailure(error: unknown): void {
  process.stderr.write(`github-simulator: the state could not be written: ${String(error)}\n`);
}
