import { z } from 'zod';
import type { Entry, PublishedVersion } from '../../../domain/registry/version.ts';
import type { EntryWithCurrent } from '../../../ports/registry/registry.ts';
import type { PackageUpdate } from '../../../workflows/registry/check-for-updates.use-case.ts';
import { commitSha, count, sha256Hash, timestamp, uuid } from '../answer-fields.ts';

const entryFields = {
  id: uuid,
  name: z.string(),
  entry_type: z.literal('skill'),
  description: z.string().nullable(),
  visibility: z.enum(['public', 'org', 'unlisted']),
  source_repo: z.string().nullable(),
  current_version: z.strictObject({ id: uuid, version: z.string(), content_hash: sha256Hash }).nullable(),
  pass_rate: z.number().nullable(),
  eval_count: count(),
};

export const entrySchema = z.strictObject(entryFields).meta({ id: 'Entry', description: 'A package in the registry.' });

const provenanceFields = {
  source: z.enum(['cli', 'github', 'github-direct']),
  source_ref: commitSha.nullable(),
  source_repo: z.string().nullable(),
};

export const versionSchema = z
  .strictObject({
    id: uuid,
    version: z.string(),
    content_hash: sha256Hash,
    is_current: z.boolean(),
    ...provenanceFields,
    pushed_at: timestamp,
  })
  .meta({ id: 'Version', description: 'A published version: bytes that never change.' });

export const historySchema = z
  .strictObject({
    version: z.string(),
    is_current: z.boolean(),
    rolled_back: z.boolean(),
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
export function entryJson({ entry, current }: EntryWithCurrent): z.input<typeof entrySchema> {
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
    source: version.source,
    source_ref: sourceRef(version),
    source_repo: version.sourceRepo,
    pushed_at: version.publishedAt.toISOString(),
  };
}

/** A version in its entry's history. */
export function historyJson(version: PublishedVersion, { currentVersionId }: Entry): z.input<typeof historySchema> {
  return {
    version: version.version,
    is_current: version.id === currentVersionId,
    rolled_back: version.rolledBack,
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

function sourceRef({ origin }: PublishedVersion): string | null {
  return origin.kind === 'client' ? null : origin.commit;
}
