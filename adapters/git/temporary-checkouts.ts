import { mkdir, mkdtemp, opendir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const prefix = 'waybill-checkout-';

/** An empty bare repository below `tempDir` whose only remote, `origin`, is `url`: nothing that git would write is missing. */
export async function makeCheckoutFolder(tempDir: string, url: string, commit: string): Promise<string> {
  const gitDir = await mkdtemp(join(tempDir, prefix));
  await mkdir(join(gitDir, 'objects'));
  await mkdir(join(gitDir, 'refs'));
  await writeFile(join(gitDir, 'HEAD'), 'ref: refs/heads/none\n');
  await setRemote(gitDir, url, commit);
  return gitDir;
}

/** Writes the repository's configuration. `commit` tells SHA-1 from SHA-256 by its length. */
export async function setRemote(gitDir: string, url: string, commit: string): Promise<void> {
  await writeFile(join(gitDir, 'config'), configOf(url, commit.length === 64 ? 'sha256' : 'sha1'));
}

/** Removes folders of checkouts that were left behind by a crash, untouched since `olderThanMs`; gives their number. */
export async function removeStaleCheckouts(tempDir: string, olderThanMs = 24 * 60 * 60 * 1000): Promise<number> {
  let removed = 0;
  for await (const entry of await opendir(tempDir)) {
    if (!entry.isDirectory() || !entry.name.startsWith(prefix)) continue;
    const folder = join(tempDir, entry.name);
    const found = await stat(folder).catch(() => null);
    if (found === null || Date.now() - found.mtimeMs < olderThanMs) continue;
    await rm(folder, { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}

// - Redirects are followed by hand: git would carry the token's header to another host.
// - Large files are never held whole (bigFileThreshold).
// - Packs of promised objects are always indexed, never unpacked; only below unpackLimit does git say how that ended.
// - fsck stays off: it refuses harmless history, and the domain judges every name and mode itself.
function configOf(url: string, objectFormat: 'sha1' | 'sha256'): string {
  const sha256 = objectFormat === 'sha256' ? '\tobjectFormat = sha256\n' : '';
  return `[core]
	repositoryFormatVersion = 1
	bare = true
	bigFileThreshold = 1m
	deltaBaseCacheLimit = 16m
	hooksPath = /dev/null
	fsync = none
[extensions]
	partialClone = origin
${sha256}[remote "origin"]
	url = "${url.replaceAll(/["\\]/g, '\\$&')}"
	promisor = true
	partialCloneFilter = blob:none
[fetch]
	unpackLimit = 2147483647
	negotiationAlgorithm = noop
	fsckObjects = false
	writeCommitGraph = false
[http]
	followRedirects = false
[pack]
	threads = 1
[protocol]
	version = 2
[gc]
	auto = 0
[maintenance]
	auto = false
[credential]
	helper =
`;
}
