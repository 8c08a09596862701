import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';

/** A package as a registry client makes it: the archive, and what it says of it. */
export type SkillArchive = {
  bytes: Buffer;
  contentHash: string;
  manifest: { path: string; hash: string; size: number }[];
};

/** SKILL.md and the given files, packed as tar packs a folder: with `./` before the names. */
export async function skillArchive(
  files: Readonly<Record<string, string>> = {},
  skill = '---\nname: sample\ndescription: A sample.\n---\n',
): Promise<SkillArchive> {
  const all = { 'SKILL.md': skill, ...files };
  const tar = pack();
  const whole = buffer(tar);
  tar.entry({ name: './', type: 'directory' });
  for (const [path, content] of Object.entries(all)) tar.entry({ name: `./${path}`, mode: 0o644 }, content);
  tar.finalize();
  const bytes = gzipSync(await whole);
  const manifest = Object.entries(all).map(([path, content]) => ({
    path,
    hash: sha256(content),
    size: Buffer.byteLength(content),
  }));
  return { bytes, contentHash: sha256(bytes), manifest: manifest.reverse() };
}

/** What a registry client says of an archive. */
export function pushMetadata({ manifest, contentHash }: SkillArchive, more: Record<string, unknown>) {
  const skill = { name: 'sample', entry_type: 'skill', description: 'A sample.' };
  return { ...skill, file_manifest: manifest, content_hash: contentHash, ...more };
}

/** The two parts, in that order unless told otherwise. */
export function uploadForm(
  metadata: unknown,
  archive: Buffer,
  order: ('metadata' | 'archive')[] = ['metadata', 'archive'],
): FormData {
  const form = new FormData();
  for (const part of order) {
    if (part === 'metadata') form.append(part, JSON.stringify(metadata));
    else form.append(part, new Blob([new Uint8Array(archive)], { type: 'application/gzip' }), 'sample.tar.gz');
  }
  return form;
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
