import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { judgeSkillManifest, type SkillManifest } from '../../domain/publishing/skill-manifest.ts';
import { type ClaimedFile, compareManifest, describeDifference } from '../../domain/registry/file-manifest.ts';
import { isEntryName, isVersionName } from '../../domain/registry/names.ts';
import type { Entry, PackedArchive, PublishedVersion, Visibility } from '../../domain/registry/version.ts';
import { type EntryId, newRowId } from '../../domain/shared/ids.ts';
import type { FrontMatterParser } from '../../ports/publishing/archive.ts';
import type { Publications } from '../../ports/publishing/publications.ts';
import { type ArchiveInspector, ArchiveRefused } from '../../ports/registry/archive-inspector.ts';
import type { ArtifactStore } from '../../ports/registry/artifact-store.ts';
import type { Registry } from '../../ports/registry/registry.ts';
import { toPushToRegistry } from '../access/needs.ts';
import { summaryOf } from '../publishing/package-refusal.ts';
import { conflict, invalid, type Refusal } from '../refusal.ts';
import { badName, nameTaken } from './create-entry.use-case.ts';
import { entryNotFound } from './readable-entry.use-case.ts';

export type PushVersionPorts = {
  registry: Pick<Registry, 'createWithVersion' | 'pushVersion' | 'findEntry'>;
  publications: Pick<Publications, 'recordArchive'>;
  artifacts: Pick<ArtifactStore, 'put'>;
  inspector: ArchiveInspector;
  parseFrontMatter: FrontMatterParser;
  /** A new UUID. */
  newId(): string;
};

/** What a client says of its archive. `name`, `description` and `visibility` are of the entry, and read when it is made. */
export type PushMetadata = {
  name: string;
  description: string | null;
  visibility: Visibility;
  version: string;
  changeSummary: string | null;
  sourceRepo: string | null;
  files: readonly ClaimedFile[];
  contentHash: string;
};

/** Bytes that stand in the artifact store, and what was found in them. */
export type ReceivedArchive = { kind: 'received'; archive: PackedArchive; skill: SkillManifest };

/**
 * An upload that is still to be read: calls `receive` with the archive's bytes as they come, whatever comes before or
 * after them, and gives what that gave with the metadata, or only its refusal. May throw what is wrong with the upload.
 */
export type Upload<Metadata> = (
  receive: (bytes: AsyncIterable<Uint8Array>) => Promise<ReceivedArchive | Refusal>,
) => Promise<{ kind: 'uploaded'; metadata: Metadata; received: ReceivedArchive } | Refusal>;

type Pushed = { entry: Entry; version: PublishedVersion };

/** Makes an entry with its first version from what a client sends. What is refused leaves no row, and bytes for a day at most. */
export async function pushNewEntry(
  ports: PushVersionPorts,
  { caller, upload }: { caller: Caller; upload: Upload<PushMetadata> },
): Promise<({ kind: 'created' } & Pushed) | Refusal> {
  const allowed = authorize(caller, toPushToRegistry);
  if (allowed.kind === 'denied') return allowed;
  const uploaded = await upload((bytes) => receive(ports, bytes));
  if (uploaded.kind !== 'uploaded') return uploaded;
  const { metadata, received } = uploaded;
  const { name, description, visibility, sourceRepo } = metadata;
  if (!isEntryName(name)) return badName;
  const refused = check(metadata, received);
  if (refused) return refused;
  const id = newRowId<EntryId>(ports.newId());
  const entry = { id, name, description: description || null, visibility, sourceRepo, entryType: 'skill' } as const;
  await ports.publications.recordArchive(received.archive, received.skill);
  const created = await ports.registry.createWithVersion(caller, entry, metadata);
  return created.kind === 'created' ? created : nameTaken(name);
}

/** Adds a version to an entry; it becomes current at once. `repeated`: that very version is there already. */
export async function pushVersion(
  ports: PushVersionPorts,
  { caller, entryId, upload }: { caller: Caller; entryId: EntryId; upload: Upload<VersionMetadata> },
): Promise<({ kind: 'pushed' | 'repeated' } & Pushed) | Refusal> {
  const allowed = authorize(caller, toPushToRegistry);
  if (allowed.kind === 'denied') return allowed;
  if (!(await ports.registry.findEntry(entryId, caller.organizationId))) return entryNotFound(entryId);
  const uploaded = await upload((bytes) => receive(ports, bytes));
  if (uploaded.kind !== 'uploaded') return uploaded;
  const { metadata, received } = uploaded;
  const refused = check(metadata, received);
  if (refused) return refused;
  await ports.publications.recordArchive(received.archive, received.skill);
  const pushed = await ports.registry.pushVersion(caller, entryId, metadata);
  switch (pushed.kind) {
    case 'pushed':
    case 'repeated':
      return pushed;
    case 'version-taken':
      return versionTaken(pushed.existing);
    case 'not-found':
      return entryNotFound(entryId);
    default:
      return pushed satisfies never;
  }
}

export type VersionMetadata = Pick<PushMetadata, 'version' | 'changeSummary' | 'sourceRepo' | 'files' | 'contentHash'>;

/** Stores the bytes while they are looked into; those of a refused archive are not kept, or swept after a day. */
async function receive(
  { inspector, artifacts, parseFrontMatter }: PushVersionPorts,
  input: AsyncIterable<Uint8Array>,
): Promise<ReceivedArchive | Refusal> {
  const { bytes, summary } = inspector.inspect(input);
  // Noted, not waited for: a store that fails before it reads anything leaves the summary open.
  let broken: unknown;
  summary.catch((error: unknown) => {
    broken = error;
  });
  try {
    const stored = await artifacts.put(bytes);
    const { archive, skillMd } = await summary;
    if (archive.contentHash !== stored.contentHash) throw new Error('The stored bytes are not those that were read.');
    const verdict = judgeSkillManifest(parseFrontMatter(new TextDecoder().decode(skillMd)));
    if (verdict.kind === 'valid') return { kind: 'received', archive, skill: verdict.manifest };
    const problems = verdict.problems.map(({ line, column, message }) => {
      return { path: `SKILL.md:${line}:${column}`, message };
    });
    return invalid(problems, 'skill_md_invalid');
  } catch (error) {
    // A store may wrap what broke its input off; the inspection itself says it as it is.
    const refused = refusalIn(error) ?? refusalIn(broken);
    if (refused) return refused;
    throw error;
  }
}

function refusalIn(error: unknown): Refusal | null {
  if (!(error instanceof ArchiveRefused)) return null;
  const { first, message } = summaryOf(error.problems, error.omitted);
  const problems = error.problems.map(({ path, message }) => ({ path: path ?? 'archive', message }));
  return { kind: 'invalid', code: first.code, message, problems };
}

function check(metadata: VersionMetadata, { archive }: ReceivedArchive): Refusal | null {
  if (!isVersionName(metadata.version)) return badVersion;
  if (metadata.contentHash !== archive.contentHash) {
    const message =
      `The archive that arrived has the SHA-256 ${archive.contentHash}, not the content_hash ${metadata.contentHash}. ` +
      'Hash the gzip bytes themselves, and send the archive again.';
    return invalid([{ path: 'content_hash', message }], 'content_hash_mismatch');
  }
  const differences = compareManifest(metadata.files, archive.files);
  if (differences.length === 0) return null;
  const problems = differences.slice(0, maxDifferences).map((difference) => ({
    path: 'file_manifest',
    message: describeDifference(difference),
  }));
  return invalid(problems, 'manifest_mismatch');
}

const maxDifferences = 20;

const badVersion = invalid([
  {
    path: 'version',
    message:
      'Use 1 to 128 letters, digits, dots, plus signs, underscores and hyphens, beginning with a letter or a digit.',
  },
]);

function versionTaken({ version, contentHash }: PublishedVersion): Refusal {
  const message =
    `The version ${version} is published already, with other bytes (${contentHash}), and published bytes never change. ` +
    'Push under another version.';
  return conflict('version_taken', message);
}
