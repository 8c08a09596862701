import { vi } from 'vitest';
import { commitFiles } from './bare-repository.ts';
import { startGitHost } from './git-host.ts';
import { describeSource } from './source.contract.ts';

// Each look at a repository starts git several times.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

describeSource('git', async () => {
  const host = await startGitHost();
  return {
    source: host.source(),
    repository: host.repository,
    commit: (files) => commitFiles(host.repositoryDir, files),
    remove: () => host.remove(),
  };
});
