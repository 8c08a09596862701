import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

// 2.31 reads configuration from GIT_CONFIG_COUNT, which keeps the token out of arguments and files.
const oldest = [2, 31] as const;

/** Whether there is a git that sources can be read with, for the start of a server; `problem` says what to do. */
export async function checkGit(
  gitCommand = 'git',
): Promise<{ kind: 'usable'; version: string } | { kind: 'unusable'; problem: string }> {
  const advice = `Install git ${oldest.join('.')} or later and see that it is on PATH.`;
  try {
    const { stdout } = await promisify(execFile)(gitCommand, ['version'], { timeout: 10_000 });
    const [, major, minor] = /^git version (\d+)\.(\d+)/.exec(stdout) ?? [];
    if (major === undefined || minor === undefined) {
      return { kind: 'unusable', problem: `\`${gitCommand} version\` said "${stdout.trim().slice(0, 80)}". ${advice}` };
    }
    const version = stdout.trim().slice('git version '.length);
    const isOld = Number(major) < oldest[0] || (Number(major) === oldest[0] && Number(minor) < oldest[1]);
    return isOld ? { kind: 'unusable', problem: `git ${version} is too old. ${advice}` } : { kind: 'usable', version };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'unusable', problem: `\`${gitCommand}\` cannot be run: ${reason}. ${advice}` };
  }
}
