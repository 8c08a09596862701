import type { Schema } from '../api/client.ts';

/** Where a package is looked at: among its organization's own, or among what everybody may read. */
export type Area = 'registry' | 'packages';

/** Names a package and where it is looked at. */
export type PackageRef = { area: Area; entryId: string };

/** What both areas tell of an entry. */
export type ShownEntry = Omit<Schema<'Entry'>, 'hidden'>;

/** What both areas tell of a version in lists. */
export type ListedVersion = Schema<'Version'>;

export type EntryView = 'overview' | 'versions' | 'history';

export function entryPath({ area, entryId }: PackageRef, view: EntryView = 'overview'): string {
  const query = view === 'overview' ? '' : `?${new URLSearchParams({ view })}`;
  return `/${area}/${encodeURIComponent(entryId)}${query}`;
}

export function versionPath(of: PackageRef, version: string): string {
  return `${entryPath(of)}/versions/${encodeURIComponent(version)}`;
}

export function filePath(of: PackageRef, version: string, path: string): string {
  return `${versionPath(of, version)}?${new URLSearchParams({ file: path })}`;
}

export function comparePath(of: PackageRef, versions: { from?: string; to?: string }): string {
  return `${entryPath(of)}/compare?${new URLSearchParams(versions)}`;
}

/** The API's own address of a version's archive. */
export function downloadPath({ area, entryId }: PackageRef, version: string): string {
  const entries = area === 'packages' ? '/api/v1/registry/public' : '/api/v1/registry';
  return `${entries}/${entryId}/versions/${encodeURIComponent(version)}/download`;
}

/** As the API names it when somebody downloads it. */
export function archiveName(name: string, version: string): string {
  return `${name}-${version}.tar.gz`;
}
