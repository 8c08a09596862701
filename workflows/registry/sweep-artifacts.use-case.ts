import type { Publications } from '../../ports/publishing/publications.ts';
import type { ArtifactStore } from '../../ports/registry/artifact-store.ts';

export type SweepArtifactsPorts = {
  artifacts: Pick<ArtifactStore, 'listOlderThan' | 'deleteIfOlderThan'>;
  publications: Pick<Publications, 'archive' | 'forgetUnpublished'>;
};

/**
 * Removes bytes that no version came of: packed before `packedBefore`, then refused, unchanged or cut off by a crash.
 * Bytes that are packed again meanwhile stay. Gives how many archives were removed.
 */
export async function sweepArtifacts(
  { artifacts, publications }: SweepArtifactsPorts,
  packedBefore: Date,
): Promise<number> {
  await publications.forgetUnpublished(packedBefore);
  let removed = 0;
  for await (const contentHash of artifacts.listOlderThan(packedBefore)) {
    if (await publications.archive(contentHash)) continue;
    if (await artifacts.deleteIfOlderThan(contentHash, packedBefore)) removed += 1;
  }
  return removed;
}
