import { spawn } from 'node:child_process';

export type GitResult = { exitCode: number; stdout: Buffer; stderr: string };

/**
 * Runs `git` in a bare repository and gives its whole output, whatever the exit code.
 * No configuration but the repository's own takes part.
 */
export function runGit(dir: string, args: readonly string[], input?: string | Uint8Array): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['--git-dir', dir, ...args], { env: gitEnvironment() });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ exitCode: code ?? 1, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString('utf8') }),
    );
    // git may end before it has read everything; its exit code tells.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** As `runGit`, for commands that must succeed; throws git's words otherwise. */
export async function git(dir: string, args: readonly string[], input?: string | Uint8Array): Promise<Buffer> {
  const result = await runGit(dir, args, input);
  if (result.exitCode !== 0) throw new Error(`git ${args[0]} failed (${result.exitCode}): ${result.stderr.trim()}`);
  return result.stdout;
}

/** The environment for git: nothing of the user's configuration, no prompts. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) if (!name.startsWith('GIT_')) environment[name] = value;
  return {
    ...environment,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
}
