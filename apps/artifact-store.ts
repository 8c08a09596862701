import { join } from 'node:path';
import type { Logger } from 'pino';
import { fileSystemArtifactStore } from '../adapters/artifacts/file-system-store.ts';
import { s3ArtifactStore } from '../adapters/artifacts/s3-store.ts';
import type { ArtifactStore } from '../ports/registry/artifact-store.ts';
import type { Configuration } from './configuration.ts';

type Settings = Pick<Configuration, 'artifacts' | 'presignedDownloads' | 'dataDir'>;

/** The store that `ARTIFACTS_URL` names. Throws when it cannot be used; an S3 server that is away is only warned of. */
export async function openArtifactStore(settings: Settings, logger: Pick<Logger, 'warn'>): Promise<ArtifactStore> {
  const { artifacts: place, presignedDownloads, dataDir } = settings;
  if (place.kind === 'folder') return fileSystemArtifactStore(place);
  const onUnreachable = (error: Error) =>
    logger.warn({ err: error }, 'the S3 server of ARTIFACTS_URL cannot be asked; packages wait for it');
  try {
    const store = await s3ArtifactStore({ ...place, tempDir: join(dataDir, 'uploads'), onUnreachable });
    return presignedDownloads ? store : { ...store, presign: async () => null };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The store of ARTIFACTS_URL cannot be used: ${reason}`, { cause: error });
  }
}
