import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable, Writable } from 'node:stream';

/** How git is run in one checkout. Nothing of the user's configuration and no variable but `environment` reaches it. */
export type GitSetting = {
  gitCommand: string;
  gitDir: string;
  environment: Record<string, string>;
  signal: AbortSignal;
};

/** What a run may use up: bytes of its largest file, and seconds of processor time of each process. */
export type GitLimits = { fileBytes?: number; cpuSeconds: number; timeoutMs?: number };

export type GitEnd = {
  exitCode: number | null;
  /** The limit that ended the run, if one did. */
  cutOff: 'file-size' | 'cpu-time' | 'timeout' | null;
  /** The last 16 KiB of what git said. May hold secrets: see `redact`. */
  stderr: string;
};

export type RunningGit = { stdin: Writable; stdout: Readable; ended: Promise<GitEnd>; kill(): void };

const stderrBytes = 16_384;
const underLimits =
  'ulimit -c 0 2>/dev/null; ulimit -f "$1" 2>/dev/null; ulimit -S -t "$2" 2>/dev/null; shift 2; exec "$@"';

/**
 * Starts git in a process group of its own, so that `kill`, the signal and the timeout end its helpers too.
 * `ended` settles once all of them are gone from the pipes; it throws when git cannot be started or was aborted.
 */
export function startGit(setting: GitSetting, args: readonly string[], limits: GitLimits): RunningGit {
  setting.signal.throwIfAborted();
  const [command, ...rest] = limited([setting.gitCommand, ...args], limits);
  const child = spawn(command, rest, {
    env: { ...setting.environment, GIT_DIR: setting.gitDir },
    cwd: setting.gitDir,
    detached: process.platform !== 'win32',
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let running = true;
  // Once all have ended, the number may be another group's.
  const kill = () => running && killGroup(child);
  setting.signal.addEventListener('abort', kill);
  let timedOut = false;
  const timer =
    limits.timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = true;
          kill();
        }, limits.timeoutMs);
  const stderr = lastBytesOf(child.stderr);
  // git may end before it has read everything; how it ended tells why.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<GitEnd>((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`git could not be started: ${error.message}`, { cause: error })));
    child.once('close', (exitCode, signalName) => {
      running = false;
      if (setting.signal.aborted) return reject(setting.signal.reason);
      const said = stderr();
      resolve({ exitCode, stderr: said, cutOff: timedOut ? 'timeout' : cutOffBy(signalName, said) });
    });
  }).finally(() => {
    clearTimeout(timer);
    setting.signal.removeEventListener('abort', kill);
  });
  // Whoever stops reading early never looks at the end.
  ended.catch(() => undefined);
  return { stdin: child.stdin, stdout: child.stdout, ended, kill };
}

/** Runs git to its end, with `input` on its standard input; what it prints is thrown away. */
export async function runGit(
  setting: GitSetting,
  args: readonly string[],
  limits: GitLimits,
  input = '',
): Promise<GitEnd> {
  const git = startGit(setting, args, limits);
  git.stdout.resume();
  git.stdin.end(input);
  return await git.ended;
}

/** The limits are the shell's, since Node cannot set them for a child: sizes in blocks of 512 bytes (POSIX). */
function limited(command: [string, ...string[]], limits: GitLimits): [string, ...string[]] {
  if (process.platform === 'win32') return command;
  const blocks = limits.fileBytes === undefined ? 'unlimited' : String(Math.ceil(limits.fileBytes / 512));
  return ['/bin/sh', '-c', underLimits, 'sh', blocks, String(Math.ceil(limits.cpuSeconds)), ...command];
}

function killGroup(child: ChildProcessByStdio<Writable, Readable, Readable>): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

function cutOffBy(signalName: NodeJS.Signals | null, stderr: string): GitEnd['cutOff'] {
  const died = (signal: NodeJS.Signals) =>
    signalName === signal || new RegExp(`died of signal ${constants.signals[signal]}\\b`).test(stderr);
  if (died('SIGXFSZ') || stderr.includes('File too large')) return 'file-size';
  return died('SIGXCPU') ? 'cpu-time' : null;
}

function lastBytesOf(stream: Readable): () => string {
  let held = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    if (held.length > stderrBytes) held = held.subarray(held.length - stderrBytes);
  });
  return () => held.toString('utf8');
}
