import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { client, type Schema } from '../api/client.ts';
import { unwrap } from '../api/unwrap.ts';
import type { ListedVersion, PackageRef, ShownEntry } from './package-area.ts';

const publicPath = '/api/v1/registry/public/{id}';
const ownPath = '/api/v1/registry/{id}';

/** What is kept of a package begins with this key; a change of the package makes all of it old. */
export function packageKey({ area, entryId }: PackageRef): readonly string[] {
  return ['package', area, entryId];
}

/** Published bytes never change. */
const published = { staleTime: Number.POSITIVE_INFINITY };

export type SearchedVersions = { q?: string; cursor?: string; limit: number };

/** One page of the versions, newest first. */
export function useVersions(of: PackageRef, { limit, ...search }: SearchedVersions) {
  const query = { ...search, limit: String(limit) };
  return useQuery({
    queryKey: [...packageKey(of), 'versions', query],
    queryFn: ({ signal }): Promise<{ versions: ListedVersion[]; next_cursor: string | null }> => {
      const input = { params: { path: { id: of.entryId }, query }, signal };
      return of.area === 'packages'
        ? unwrap(client.GET(`${publicPath}/versions`, input))
        : unwrap(client.GET(`${ownPath}/versions`, input));
    },
    placeholderData: keepPreviousData,
  });
}

/** What is in a version; with where it comes from, inside of its organization. Null asks for nothing. */
export function useContents(of: PackageRef, version: string | null) {
  return useQuery({
    queryKey: [...packageKey(of), 'version', version],
    queryFn: ({ signal }): Promise<Schema<'VersionProvenance'> | Schema<'PublicVersion'>> => {
      const input = { params: { path: { id: of.entryId, version: version ?? '' } }, signal };
      return of.area === 'packages'
        ? unwrap(client.GET(`${publicPath}/versions/{version}`, input))
        : unwrap(client.GET(`${ownPath}/versions/{version}`, input));
    },
    enabled: version !== null,
  });
}

/** The entry alone. */
export function useEntry(of: PackageRef) {
  return useQuery({
    queryKey: [...packageKey(of), 'entry'],
    queryFn: async ({ signal }): Promise<ShownEntry> => {
      const path = { id: of.entryId };
      const answer =
        of.area === 'packages'
          ? await unwrap(client.GET(publicPath, { params: { path }, signal }))
          : await unwrap(client.GET(ownPath, { params: { path, query: { limit: '1' } }, signal }));
      return answer.entry;
    },
  });
}

export function useFiles(of: PackageRef, version: string) {
  return useQuery({
    queryKey: [...packageKey(of), 'files', version],
    queryFn: ({ signal }): Promise<Schema<'VersionFiles'>> => {
      const input = { params: { path: { id: of.entryId, version } }, signal };
      return of.area === 'packages'
        ? unwrap(client.GET(`${publicPath}/versions/{version}/files`, input))
        : unwrap(client.GET(`${ownPath}/versions/{version}/files`, input));
    },
    ...published,
  });
}

export function useComparison(of: PackageRef, versions: { from: string; to: string }) {
  return useQuery({
    queryKey: [...packageKey(of), 'compare', versions],
    queryFn: ({ signal }): Promise<Schema<'VersionComparison'>> => {
      const input = { params: { path: { id: of.entryId }, query: versions }, signal };
      return of.area === 'packages'
        ? unwrap(client.GET(`${publicPath}/compare`, input))
        : unwrap(client.GET(`${ownPath}/compare`, input));
    },
    ...published,
  });
}

export type FileRef = PackageRef & { version: string; path: string };

/** `text`: what people can read; null when the file is none. */
export type FileContent = { bytes: Blob; text: string | null };

/** One file's bytes. `enabled`: whether they are asked for at all. */
export function useFileContent(file: FileRef, enabled = true) {
  return useQuery({
    queryKey: [...packageKey(file), 'content', file.version, file.path],
    queryFn: ({ signal }) => readFile(file, signal),
    enabled,
    ...published,
  });
}

async function readFile({ area, entryId, version, path }: FileRef, signal: AbortSignal): Promise<FileContent> {
  const params = { path: { id: entryId, version }, query: { path } };
  const input = { params, signal, parseAs: 'blob' as const };
  const answer =
    area === 'packages'
      ? await client.GET(`${publicPath}/versions/{version}/files/content`, input)
      : await client.GET(`${ownPath}/versions/{version}/files/content`, input);
  if (answer.error !== undefined) throw answer.error;
  const bytes = answer.data as Blob;
  const isText = answer.response.headers.get('Content-Type')?.startsWith('text/plain') === true;
  return { bytes, text: isText ? await bytes.text() : null };
}

/** The bytes of a version's archive, asked for with whatever lets the person in. */
export async function readArchive({ area, entryId }: PackageRef, version: string): Promise<Blob> {
  const input = { params: { path: { id: entryId, version } }, parseAs: 'blob' as const };
  const answer =
    area === 'packages'
      ? await client.GET(`${publicPath}/versions/{version}/download`, input)
      : await client.GET(`${ownPath}/versions/{version}/download`, input);
  if (answer.error !== undefined) throw answer.error;
  return answer.data as Blob;
}
