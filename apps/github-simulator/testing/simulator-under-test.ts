import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { App } from '@octokit/app';
import { Octokit } from '@octokit/rest';
import { gitEnvironment } from '../git/git-command.ts';
import type { GitHubSimulatorOptions } from '../options.ts';
import { type GitHubSimulator, startGitHubSimulator } from '../simulator.ts';

export type SimulatorUnderTest = GitHubSimulator & {
  /** A folder for the test's clones, removed at the end. */
  workDir: string;
  dataDir: string;
  /** Octokit's App, as a service would set it up, over `fetch` when given. */
  octokitApp(fetch?: typeof globalThis.fetch): App;
  stop(): Promise<void>;
};

/** A simulator on a free port with a data folder of its own. */
export async function startSimulatorUnderTest(
  options: Partial<GitHubSimulatorOptions> = {},
): Promise<SimulatorUnderTest> {
  const workDir = await mkdtemp(join(tmpdir(), 'github-simulator-'));
  const dataDir = options.dataDir ?? join(workDir, 'data');
  const simulator = await startGitHubSimulator({ ...options, dataDir });
  return {
    ...simulator,
    workDir,
    dataDir,
    octokitApp: (fetch) =>
      new App({
        appId: simulator.app.id,
        privateKey: simulator.app.privateKeyPem ?? '',
        Octokit: octokitOn(simulator, fetch),
      }),
    async stop() {
      await simulator.close();
      await rm(workDir, { recursive: true, force: true });
    },
  };
}

/** Octokit with its base URL at the simulator and no log output. */
export function octokitOn({ apiUrl }: { apiUrl: string }, fetch?: typeof globalThis.fetch) {
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  return Octokit.defaults({ baseUrl: apiUrl, log: silent, ...(fetch === undefined ? {} : { request: { fetch } }) });
}

export type GitRun = { stdout: string; stderr: string; failed: boolean };

/** Runs the real `git` client with a configuration of its own; never throws. */
export async function gitClient(...args: string[]): Promise<GitRun> {
  const identity = ['-c', 'user.name=Mona', '-c', 'user.email=mona@example.com', '-c', 'init.defaultBranch=main'];
  try {
    const { stdout, stderr } = await promisify(execFile)('git', [...identity, ...args], { env: gitEnvironment() });
    return { stdout, stderr, failed: false };
  } catch (error) {
    const { stdout = '', stderr = String(error) } = error as { stdout?: string; stderr?: string };
    return { stdout, stderr, failed: true };
  }
}
