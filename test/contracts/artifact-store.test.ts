import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileSystemArtifactStore } from '../../adapters/artifacts/file-system-store.ts';
import { describeArtifactStore } from './artifact-store.contract.ts';

describeArtifactStore('file system', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'waybill-artifacts-'));
  return {
    store: await fileSystemArtifactStore({ directory }),
    setStoredAt: (hash, time) => utimes(join(directory, 'sha256', hash.slice(0, 2), hash), time, time),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
});
