import { Label } from '@primer/react';
import type { ListedVersion } from './package-area.ts';

/** How a version stands: current, yanked, rolled back. */
export function VersionLabels({ version }: { version: ListedVersion }) {
  return (
    <>
      {version.is_current && <Label variant="success">current</Label>}
      {version.yanked && <Label variant="danger">yanked</Label>}
      {version.rolled_back && <Label variant="attention">rolled back</Label>}
    </>
  );
}

export type VersionKind = 'release' | 'commit' | 'upload';

/** How a version came to be. Those of a branch are named after their commit: `0.0.0-github.<7 digits>`. */
export function kindOf({ source, version }: Pick<ListedVersion, 'source' | 'version'>): VersionKind {
  if (source === 'cli') return 'upload';
  return version.startsWith('0.0.0-github.') ? 'commit' : 'release';
}

export const kindNames: Record<VersionKind, string> = {
  release: 'Release',
  commit: 'Commit',
  upload: 'Upload',
};
