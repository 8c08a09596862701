import { type ExecFileOptions, execFile } from 'node:child_process';
import { access } from 'node:fs/promises';

export type CommandResult = { ok: true; stdout: string } | { ok: false; problem: string };

/** Runs a command to its end; a failure is told in its own last words. */
export function runCommand(command: string, args: string[], options: ExecFileOptions = {}): Promise<CommandResult> {
  return new Promise((resolve) => {
    execFile(command, args, { ...options, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (!error) return resolve({ ok: true, stdout: String(stdout) });
      const lastLine = String(stderr).trim().split('\n').at(-1);
      const notFound = (error as NodeJS.ErrnoException).code === 'ENOENT' && `${command} is not on PATH`;
      resolve({ ok: false, problem: notFound || lastLine || error.message.split('\n')[0] || 'failed' });
    });
  });
}

/** Whether a file is there, runs on this machine, and says with `args` that it is the command that is meant. */
export async function commandSays(path: string, args: string[], words: string): Promise<boolean> {
  try {
    await access(path);
  } catch {
    return false;
  }
  const result = await runCommand(path, args, { timeout: 30_000 });
  return result.ok && result.stdout.includes(words);
}
