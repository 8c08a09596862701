import type { ListedVersion, PackageRef } from './package-area.ts';
import { useVersions } from './package-queries.ts';
import { kindOf } from './version-labels.tsx';

const newestLooked = 100;

/** The name of the version that one was preceded by, of those listed (newest first): of its own kind, if there is one. */
export function versionBefore(versions: readonly ListedVersion[], place: number): string | null {
  const version = versions[place];
  if (!version) return null;
  const older = versions.slice(place + 1);
  return (older.find((one) => kindOf(one) === kindOf(version)) ?? older[0])?.version ?? null;
}

/** The name of the version that came before; null when there is none among the newest hundred. */
export function useVersionBefore(of: PackageRef, { version }: Pick<ListedVersion, 'version'>): string | null {
  const versions = useVersions(of, { limit: newestLooked }).data?.versions ?? [];
  return versionBefore(
    versions,
    versions.findIndex((one) => one.version === version),
  );
}
