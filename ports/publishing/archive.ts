import type { PackedArchive } from '../../domain/registry/version.ts';

/** A file to pack. `path` is relative to the package's root; `bytes` are exactly `sizeBytes` long. */
export type FileToPack = {
  path: string;
  executable: boolean;
  sizeBytes: number;
  bytes: AsyncIterable<Uint8Array>;
};

/**
 * Packs deterministically: files in the order of their paths' bytes, modes 0644 or 0755, owner 0, fixed times, a gzip
 * header without time or name. The archive streams through `bytes`; `summary` settles once they were read to the end.
 */
export type Archiver = {
  pack(files: AsyncIterable<FileToPack>): { bytes: AsyncIterable<Uint8Array>; summary: Promise<PackedArchive> };
};

/** Front matter, parsed but not judged. Lines and columns count from 1 in the whole file. */
export type FrontMatter =
  | { kind: 'parsed'; value: unknown; positionOf: Record<string, { line: number; column: number }>; endLine: number }
  | { kind: 'malformed'; line: number; column: number; message: string };

/** Parses the YAML between the first `---` lines; bounded in time and memory whatever the text. */
export type FrontMatterParser = (text: string) => FrontMatter;
