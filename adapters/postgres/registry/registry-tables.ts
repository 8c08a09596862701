import { defineEntity, p } from '@mikro-orm/postgresql';
import type { SkillManifest } from '../../../domain/publishing/skill-manifest.ts';
import type {
  HiddenReason,
  ManifestFile,
  VersionOrigin,
  VersionSource,
  Visibility,
} from '../../../domain/registry/version.ts';
import type { ConnectionId, EntryId, Sha, VersionId } from '../../../domain/shared/ids.ts';
import { ApiKeyRow, MemberRow, OrganizationRow } from '../access/access-tables.ts';
import { isCommit, isSha256, oneOf } from '../check-constraints.ts';

/**
 * The current version belongs to the same entry by a foreign key over both columns, which entities cannot say: the
 * migration alone makes it.
 */
export const EntryRow = defineEntity({
  name: 'EntryRow',
  tableName: 'registry_entries',
  properties: {
    id: p.uuid().primary().$type<EntryId>(),
    organizationId: () => p.manyToOne(OrganizationRow).mapToPk().fieldName('organization_id'),
    name: p.text(),
    entryType: p.text().$type<'skill'>(),
    description: p.text().nullable(),
    visibility: p.text().$type<Visibility>(),
    hiddenReason: p.text().$type<HiddenReason>().nullable(),
    hiddenAt: p.datetime(3).nullable(),
    sourceRepo: p.text().nullable(),
    currentVersionId: p.uuid().$type<VersionId>().nullable(),
    /** When a person or a client chose the current version; null when it was derived. */
    currentChosenAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3),
  },
  indexes: [
    {
      name: 'registry_entries_public',
      properties: ['name', 'id'],
      where: "visibility = 'public'::text and hidden_reason is null",
    },
  ],
  uniques: [{ name: 'registry_entries_name', properties: ['organizationId', 'name'] }],
  checks: [
    { name: 'registry_entries_entry_type_check', expression: oneOf('entry_type', ['skill']) },
    { name: 'registry_entries_visibility_check', expression: oneOf('visibility', ['public', 'org', 'unlisted']) },
    { name: 'registry_entries_hidden_reason_check', expression: oneOf('hidden_reason', ['source_made_private']) },
    { name: 'registry_entries_hidden_check', expression: '(hidden_reason is null) = (hidden_at is null)' },
  ],
});

/** Packed bytes that the artifact store holds. */
export const ArchiveRow = defineEntity({
  name: 'ArchiveRow',
  tableName: 'registry_archives',
  properties: {
    contentHash: p.text().primary(),
    tarHash: p.text(),
    manifestHash: p.text(),
    sizeBytes: p.bigint('number'),
    unpackedBytes: p.bigint('number'),
    compressor: p.text(),
    fileManifest: p.json().$type<ManifestFile[]>(),
    skillManifest: p.json().$type<SkillManifest>(),
    /** When it was packed last: what no version came of is swept by age. */
    packedAt: p.datetime(3),
  },
  checks: [
    { name: 'registry_archives_content_hash_check', expression: isSha256('content_hash') },
    { name: 'registry_archives_tar_hash_check', expression: isSha256('tar_hash') },
    { name: 'registry_archives_manifest_hash_check', expression: isSha256('manifest_hash') },
  ],
});

/** `connectionId` has no foreign key: connections go, versions stay. `sourceRef` is the commit. */
export const VersionRow = defineEntity({
  name: 'VersionRow',
  tableName: 'registry_versions',
  properties: {
    id: p.uuid().primary().$type<VersionId>(),
    entryId: () => p.manyToOne(EntryRow).mapToPk().fieldName('entry_id'),
    version: p.text(),
    originKind: p.text().$type<VersionOrigin['kind']>(),
    connectionId: p.uuid().$type<ConnectionId>().nullable(),
    source: p.text().$type<VersionSource>(),
    sourceRef: p.text().$type<Sha>().nullable(),
    sourceTag: p.text().nullable(),
    sourceRepo: p.text().nullable(),
    contentHash: () => p.manyToOne(ArchiveRow).mapToPk().fieldName('content_hash'),
    /** Who pushed it by a client, and with which key. */
    pushedBy: () => p.manyToOne(MemberRow).mapToPk().nullable().fieldName('pushed_by').deleteRule('no action'),
    pushedWith: () => p.manyToOne(ApiKeyRow).mapToPk().nullable().fieldName('pushed_with').deleteRule('no action'),
    rolledBack: p.boolean().default(false),
    rolledBackAt: p.datetime(3).nullable(),
    rollbackReason: p.text().nullable(),
    yankedAt: p.datetime(3).nullable(),
    yankReason: p.text().nullable(),
    changeSummary: p.text().nullable(),
    publishedAt: p.datetime(3),
  },
  indexes: [
    { name: 'registry_versions_newest', properties: ['entryId', 'publishedAt', 'id'] },
    { name: 'registry_versions_content', properties: ['contentHash', 'entryId'] },
    { name: 'registry_versions_commit', properties: ['connectionId', 'sourceRef'] },
  ],
  uniques: [
    { name: 'registry_versions_version', properties: ['entryId', 'version'] },
    { name: 'registry_versions_entry', properties: ['entryId', 'id'] },
  ],
  checks: [
    {
      name: 'registry_versions_origin_kind_check',
      expression: oneOf('origin_kind', ['branch', 'tag', 'other-ref', 'client']),
    },
    {
      name: 'registry_versions_origin_check',
      expression:
        "origin_kind = 'client'::text or connection_id is not null and source_ref is not null and (origin_kind <> 'tag'::text or source_tag is not null)",
    },
    { name: 'registry_versions_source_check', expression: oneOf('source', ['cli', 'github', 'github-direct']) },
    { name: 'registry_versions_source_ref_check', expression: isCommit('source_ref') },
    { name: 'registry_versions_yanked_check', expression: '(yanked_at is null) = (yank_reason is null)' },
  ],
});
