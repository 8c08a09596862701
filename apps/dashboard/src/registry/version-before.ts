import type { ListedVersion, PackageRef } from './package-area.ts';
import { useVersions } from './package-queries.ts';

const newestLooked = 100;

/** The name of the version that was published before; null when there is none among the newest hundred. */
export function useVersionBefore(of: PackageRef, { version }: Pick<ListedVersion, 'version'>): string | null {
  const versions = useVersions(of, { limit: newestLooked }).data?.versions ?? [];
  const place = versions.findIndex((one) => one.version === version);
  return place < 0 ? null : (versions[place + 1]?.version ?? null);
}
