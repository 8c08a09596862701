import { z } from 'zod';
import { explainHidden } from '../../../domain/registry/listing.ts';
import type { Entry, PublishedVersion } from '../../../domain/registry/version.ts';
import type { EntryWithCurrent, PublicEntry } from '../../../ports/registry/registry.ts';
import type { PackageUpdate } from '../../../workflows/registry/check-for-updates.use-case.ts';
import { commitSha, count, sha256Hash, timestamp, uuid } from '../answer-fields.ts';

/** Who may read an entry. */
export const entryVisibility = z.enum(['public', 'org', 'unlisted']);

/** As everybody sees it: what concerns its organization alone is not told. */
const publicFields = {
  id: uuid,
  name: z.string(),
  entry_type: z.literal('skill'),
  description: z.string().nullable(),
  visibility: entryVisibility,
  source_repo: z.string().nullable(),
  current_version: z.strictObject({ id: uuid, version: z.string(), content_hash: sha256Hash }).nullable(),
  pass_rate: z.number().nullable(),
  eval_count: count(),
};

const hiddenSchema = z
  .strictObject({ reason: z.enum(['source_made_private']), sentence: z.string(), fix: z.string() })
  .nullable()
  .meta({ description: 'Why the public does not see it although its visibility would show it.' });

export const entrySchema = z
  .strictObject({ ...publicFields, hidden: hiddenSchema })
  .meta({ id: 'Entry', description: 'A package in the registry.' });

export const publicEntrySchema = z
  .strictObject({ ...publicFields, organization_name: z.string() })
  .meta({ id: 'PublicEntry', description: 'A package that everybody may read.' });

const provenanceFields = {
  source: z.enum(['cli', 'github', 'github-direct']),
  source_ref: commitSha.nullable(),
  source_repo: z.string().nullable(),
};

/** What a person said when he took a version out of use. */
const yankedSchema = z
  .strictObject({ reason: z.string(), at: timestamp })
  .nullable()
  .meta({ description: 'Never current by itself; the bytes stay for whoever has pinned the version. Null: in use.' });

export const versionSchema = z
  .strictObject({
    id: uuid,
    version: z.string(),
    content_hash: sha256Hash,
    is_current: z.boolean(),
    rolled_back: z.boolean(),
    yanked: yankedSchema,
    ...provenanceFields,
    pushed_at: timestamp,
  })
  .meta({ id: 'Version', description: 'A published version: bytes that never change.' });

export const historySchema = z
  .strictObject({
    id: uuid,
    version: z.string(),
    content_hash: sha256Hash,
    is_current: z.boolean(),
    rolled_back: z.boolean(),
    yanked: yankedSchema,
    aggregate_pass_rate: z.number().nullable(),
    aggregate_sessions: count(),
    change_summary: z.string().nullable(),
    pushed_at: timestamp,
    ...provenanceFields,
  })
  .meta({ id: 'HistoryVersion' });

export const updateSchema = z
  .strictObject({
    entry_id: uuid,
    name: z.string(),
    has_update: z.boolean(),
    latest_version: z.string().nullable(),
    latest_version_id: uuid.nullable(),
    latest_content_hash: sha256Hash.nullable(),
    current_version: z
      .string()
      .meta({ description: 'The label of the hash that was sent; `unknown` when no version has it.' }),
    download_url: z.string().nullable().meta({ description: 'Absolute, signed, works without a key for an hour.' }),
  })
  .meta({ id: 'PackageUpdate' });

/** An entry as lists show it. Nothing is evaluated here yet, so the figures are empty. */
export function entryJson(found: EntryWithCurrent): z.input<typeof entrySchema> {
  const { hiddenReason: reason, name } = found.entry;
  return { ...entryFields(found), hidden: reason && { reason, ...explainHidden(reason, name) } };
}

/** An entry as everybody sees it. */
export function publicEntryJson(found: PublicEntry): z.input<typeof publicEntrySchema> {
  return { ...entryFields(found), organization_name: found.organizationName };
}

function entryFields({ entry, current }: EntryWithCurrent) {
  return {
    id: entry.id,
    name: entry.name,
    entry_type: entry.entryType,
    description: entry.description,
    visibility: entry.visibility,
    source_repo: entry.sourceRepo,
    current_version: current && { id: current.id, version: current.version, content_hash: current.contentHash },
    pass_rate: null,
    eval_count: 0,
  };
}

/** A version within its entry's detail. */
export function versionJson(version: PublishedVersion, { currentVersionId }: Entry): z.input<typeof versionSchema> {
  return {
    id: version.id,
    version: version.version,
    content_hash: version.contentHash,
    is_current: version.id === currentVersionId,
    rolled_back: version.rolledBack,
    yanked: yankedJson(version),
    source: version.source,
    source_ref: sourceRef(version),
    source_repo: version.sourceRepo,
    pushed_at: version.publishedAt.toISOString(),
  };
}

/** A version in its entry's history. */
export function historyJson(version: PublishedVersion, { currentVersionId }: Entry): z.input<typeof historySchema> {
  return {
    id: version.id,
    version: version.version,
    content_hash: version.contentHash,
    is_current: version.id === currentVersionId,
    rolled_back: version.rolledBack,
    yanked: yankedJson(version),
    aggregate_pass_rate: null,
    aggregate_sessions: 0,
    change_summary: version.changeSummary,
    pushed_at: version.publishedAt.toISOString(),
    source: version.source,
    source_ref: sourceRef(version),
    source_repo: version.sourceRepo,
  };
}

export function updateJson(update: PackageUpdate, downloadUrl: string | null): z.input<typeof updateSchema> {
  return {
    entry_id: update.entry.id,
    name: update.entry.name,
    has_update: update.hasUpdate,
    latest_version: update.latest?.version ?? null,
    latest_version_id: update.latest?.id ?? null,
    latest_content_hash: update.latest?.contentHash ?? null,
    current_version: update.installedLabel,
    download_url: downloadUrl,
  };
}

function yankedJson({ yanked }: PublishedVersion): z.input<typeof yankedSchema> {
  return yanked && { reason: yanked.reason, at: yanked.at.toISOString() };
}

function sourceRef({ origin }: PublishedVersion): string | null {
  return origin.kind === 'client' ? null : origin.commit;
}
