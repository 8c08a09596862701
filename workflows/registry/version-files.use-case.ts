import type { ManifestFile, PublishedVersion } from '../../domain/registry/version.ts';
import { compareFiles, type FileComparison } from '../../domain/registry/version-comparison.ts';
import { ArchiveDamaged, type ArchiveInspector } from '../../ports/registry/archive-inspector.ts';
import type { Registry, VersionContents } from '../../ports/registry/registry.ts';
import type { Slots } from '../../ports/slots.ts';
import { invalid, notFound, type Refusal } from '../refusal.ts';
import { type DownloadPorts, downloadOf, versionNamed, versionNotFound } from './download-version.use-case.ts';
import { type AskedEntry, type ReadableEntryPorts, readableEntry } from './readable-entry.use-case.ts';

export type VersionContentsPorts = ReadableEntryPorts & { registry: Pick<Registry, 'contents'> };
export type ReadFilePorts = VersionContentsPorts &
  Pick<DownloadPorts, 'artifacts' | 'now'> & {
    inspector: Pick<ArchiveInspector, 'readFile'>;
    /** Of archives, which are unpacked for one file: members need not wait for what anybody asks for. */
    readingSlots: { members: Slots; anybody: Slots };
  };

/** The largest file that is read out of an archive; whoever wants a larger one downloads the version. */
export const largestReadBytes = 2 ** 20;

/** How long somebody waits for his turn, and when to come again after there was none. */
const longestWaitMs = 10_000;
const comeAgainMs = 5_000;

/** A version with its files and what its SKILL.md says. */
export async function showContents(
  ports: VersionContentsPorts,
  { version, ...asked }: AskedEntry & { version: string },
): Promise<({ kind: 'found' } & VersionContents) | Refusal> {
  const readable = await readableEntry(ports, asked);
  if (readable.kind !== 'found') return readable;
  const { id, organizationId, name } = readable.entry;
  const contents = await ports.registry.contents(id, version, organizationId);
  return contents
    ? { kind: 'found', ...contents }
    : versionNotFound(`The package ${name} has no ${versionNamed(version)}.`);
}

type FoundFile = {
  kind: 'file';
  file: ManifestFile;
  /** May be left alone, when only the facts are wanted. `signal`: nobody wants the bytes any more. */
  read(signal: AbortSignal): Promise<{ kind: 'read'; bytes: Uint8Array } | Refusal>;
};

/** One file of a version. */
export async function showFile(
  ports: ReadFilePorts,
  { path, ...asked }: AskedEntry & { version: string; path: string },
): Promise<FoundFile | Refusal> {
  const contents = await showContents(ports, asked);
  if (contents.kind !== 'found') return contents;
  const { version, archive } = contents;
  const file = archive.files.find((one) => one.path === path);
  if (!file) return fileNotFound(version);
  return file.size > largestReadBytes
    ? tooLargeToRead(file)
    : { kind: 'file', file, read: (signal) => readInTurn(ports, { asked, version, file, signal }) };
}

type Reading = { asked: AskedEntry; version: PublishedVersion; file: ManifestFile; signal: AbortSignal };

async function readInTurn(ports: ReadFilePorts, { asked, version, file, signal }: Reading) {
  const slots = asked.caller === null ? ports.readingSlots.anybody : ports.readingSlots.members;
  const giveBack = await slots.take(AbortSignal.any([signal, AbortSignal.timeout(longestWaitMs)]));
  if (giveBack === null) return busy(file, ports.now());
  try {
    return await readFile(ports, version, file, signal);
  } catch (error) {
    if (signal.aborted) return busy(file, ports.now());
    throw error;
  } finally {
    giveBack();
  }
}

async function readFile(
  { inspector, artifacts }: ReadFilePorts,
  version: PublishedVersion,
  file: ManifestFile,
  signal: AbortSignal,
) {
  const { bytes } = await downloadOf({ artifacts }, version).open();
  try {
    return { kind: 'read' as const, bytes: await inspector.readFile(bytes, file, signal) };
  } catch (error) {
    if (error instanceof ArchiveDamaged) return archiveDamaged(version, error);
    throw error;
  }
}

/** What became of the files of one version in another one, of the same entry. */
export async function compareVersions(
  ports: VersionContentsPorts,
  { from, to, ...asked }: AskedEntry & { from: string; to: string },
): Promise<{ kind: 'compared'; from: PublishedVersion; to: PublishedVersion; files: FileComparison } | Refusal> {
  const before = await showContents(ports, { ...asked, version: from });
  if (before.kind !== 'found') return before;
  const after = await showContents(ports, { ...asked, version: to });
  if (after.kind !== 'found') return after;
  const files = compareFiles(before.archive.files, after.archive.files);
  return { kind: 'compared', from: before.version, to: after.version, files };
}

function fileNotFound({ version }: PublishedVersion): Refusal {
  const message = `Version ${version} has no file of that path. The list of the version's files names those that there are.`;
  return notFound('file_not_found', message);
}

function tooLargeToRead({ path, size }: ManifestFile): Refusal {
  const message = `${path} has ${size} bytes; files of up to ${largestReadBytes} are read alone. Download the version instead.`;
  return invalid([{ path: 'path', message }], 'file_too_large');
}

function busy({ path }: ManifestFile, now: Date): Refusal {
  const message = `Other files were being read all the time, so ${path} was not. Try again in a moment, or download the version.`;
  return { kind: 'unavailable', code: 'reading_busy', message, retryAt: new Date(now.getTime() + comeAgainMs) };
}

function archiveDamaged({ version }: PublishedVersion, { message: what }: ArchiveDamaged): Refusal {
  const message = `The stored archive of version ${version} is damaged. ${what} Ask the operator to restore it, or publish its files anew.`;
  return { kind: 'unavailable', code: 'archive_damaged', message, retryAt: null };
}
