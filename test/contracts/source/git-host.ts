import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GitSourceOptions, gitSource } from '../../../adapters/git/source.ts';
import type { InstallationId, RepositoryId } from '../../../domain/shared/ids.ts';
import type { RepositoryAddress, Source } from '../../../ports/publishing/source.ts';
import { makeBareRepository } from './bare-repository.ts';
import { type GitHttpServer, startGitHttpServer } from './git-http-server.ts';

/** One repository behind a real git server, and a folder for checkouts. */
export type GitHost = {
  server: GitHttpServer;
  repository: RepositoryAddress;
  repositoryDir: string;
  tempDir: string;
  token: string;
  source(options?: Partial<GitSourceOptions>): Source;
  remove(): Promise<void>;
};

/** Starts a server with the empty repository `acme/tools`. */
export async function startGitHost(): Promise<GitHost> {
  const root = await mkdtemp(join(tmpdir(), 'waybill-git-'));
  const tempDir = await mkdtemp(join(tmpdir(), 'waybill-checkouts-'));
  // The form that GitHub's tokens have since 2026: an id and a JWT.
  const token = `ghs_4711_eyJ0eXAi-Oi_JKV1.${'x'.repeat(400)}.signature`;
  const server = await startGitHttpServer({ root, token });
  const limits = { fetchTimeoutMs: 60_000, maxPackBytes: 32_000_000, maxTreePackBytes: 32_000_000 };
  return {
    server,
    repository: { installationId: 1 as InstallationId, repositoryId: 2 as RepositoryId, owner: 'acme', name: 'tools' },
    repositoryDir: await makeBareRepository(root, 'acme/tools.git'),
    tempDir,
    token,
    source: (options) =>
      gitSource({ gitBaseUrl: server.url, tokenFor: async () => token, tempDir, limits, ...options }),
    async remove() {
      await server.close();
      await rm(root, { recursive: true, force: true });
      await rm(tempDir, { recursive: true, force: true });
    },
  };
}
