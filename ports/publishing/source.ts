import type { InstallationId, RepositoryId, Sha } from '../../domain/shared/ids.ts';

/** Where a repository is found and by which installation it is read. */
export type RepositoryAddress = {
  installationId: InstallationId;
  repositoryId: RepositoryId;
  owner: string;
  name: string;
};

/** One entry of a commit's tree. `path` is relative to the listed folder; `mode` is git's six octal digits. */
export type TreeEntry = { path: string; mode: string; objectId: Sha };

export type SourceFile = { entry: TreeEntry; sizeBytes: number; bytes: AsyncIterable<Uint8Array> };

/** A commit of a repository, opened for reading. Blobs are fetched only when they are asked for. */
export type SourceCheckout = {
  /** All files, links and submodules below `folder` (`.`: the root), in git's order; empty when there is no such folder. */
  list(folder: string): AsyncIterable<TreeEntry>;
  /** All files of that name in the whole commit, by their whole paths, at most `limit`, in git's order. */
  findByName(fileName: string, limit: number): Promise<TreeEntry[]>;
  /**
   * The files' bytes in the given order, each to be read before the next. Nothing beyond these blobs is fetched.
   * Throws `TooLarge` before any bytes when a file or all of them together pass the limits.
   */
  read(entries: readonly TreeEntry[], limits: { fileBytes: number; totalBytes: number }): AsyncIterable<SourceFile>;
  close(): Promise<void>;
};

/** A file or the whole exceeds the limit; `path` is null when it is the whole. Sizes in bytes. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
  readonly path: string | null;
  readonly limitBytes: number;

  constructor(path: string | null, limitBytes: number) {
    super(`${path ?? 'The package'} is larger than ${limitBytes} bytes`);
    this.path = path;
    this.limitBytes = limitBytes;
  }
}

/**
 * Reads commits over git's protocol. Throws `PermanentFailure` with `repository_not_accessible`,
 * `installation_suspended`, `installation_missing`, `commit_not_found`, `repository_too_large`, `name_not_utf8` or
 * `path_too_long`; anything else is worth another try.
 */
export type Source = {
  open(repository: RepositoryAddress, commit: Sha, signal?: AbortSignal): Promise<SourceCheckout>;
};
