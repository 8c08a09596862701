import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { githubApp } from '../../adapters/github/github-app.ts';
import { type GitHubSimulator, startGitHubSimulator } from '../../apps/github-simulator/simulator.ts';
import type { AttemptId, InstallationId, RepositoryId, Sha } from '../../domain/shared/ids.ts';
import type { RepositoryAddress } from '../../ports/publishing/source.ts';

/** The adapter on a simulator of its own, with one App installed on one repository of one commit. */
export type GitHubWorld = Awaited<ReturnType<typeof startGitHubWorld>>;

export const owner = 'acme';
export const attemptId = '6b1f8a52-9f5e-4a0e-8f0c-0d8a6b0e4c11' as AttemptId;

export async function startGitHubWorld() {
  const dataDir = await mkdtemp(join(tmpdir(), 'github-contract-'));
  const simulator = await startGitHubSimulator({ dataDir, port: 0, host: '127.0.0.1', app: {} });
  const { control } = simulator;
  await control.createAccount({ login: owner, type: 'Organization' });
  const { id } = await control.createRepository({ owner, name: 'skills', private: true });
  const first = await control.commitFiles({ owner, repo: 'skills', files: { 'SKILL.md': 'one\n' }, message: 'One' });
  const installation = await control.installApp({ accountLogin: owner });
  const address = {
    installationId: installation.id as InstallationId,
    repositoryId: id as RepositoryId,
    owner,
    name: 'skills',
  } satisfies RepositoryAddress;

  return {
    simulator,
    control,
    address,
    firstCommit: first.sha as Sha,
    github: adapterOn(simulator),
    /** Requests to GitHub's REST API that `act` makes, by route. Tokens are minted before. */
    async requestsOf(act: () => Promise<unknown>): Promise<Record<string, number>> {
      await control.clearRequests();
      await act();
      return (await control.countRequests({ kind: 'rest' })).byRoute;
    },
    async close() {
      await simulator.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export function adapterOn(simulator: GitHubSimulator, overrides: Partial<Parameters<typeof githubApp>[0]> = {}) {
  const { app, apiUrl } = simulator;
  if (app.privateKeyPem === undefined) throw new Error('The simulator did not make a private key.');
  return githubApp({
    appId: app.id,
    privateKeyPem: app.privateKeyPem,
    apiUrl,
    webhookSecrets: [app.webhookSecret],
    userAgent: 'waybill-tests',
    ...overrides,
  });
}

/** What a promise was rejected with; fails when it was not. */
export async function faultOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => Promise.reject(new Error(`Expected a fault, got ${JSON.stringify(value)}`)),
    (error: unknown) => error,
  );
}
