import { z } from 'zod';
import type { VersionContents, VersionProvenance } from '../../../ports/registry/registry.ts';
import { count, sha256Hash, timestamp, uuid } from '../answer-fields.ts';
import { versionJson, versionSchema } from './registry-json.ts';

/** What everybody may know of a version that he may read. */
const contentsFields = {
  entry_id: uuid,
  source_tag: z.string().nullable(),
  tar_hash: sha256Hash.nullable().meta({ description: 'SHA-256 of the tar inside of the gzip.' }),
  size: count().meta({ description: 'Bytes of the archive.' }),
  unpacked_size: count().meta({ description: 'Bytes of all files together.' }),
  compressor: z.string().meta({ description: '`client` when it was packed elsewhere.' }),
  file_manifest: z.array(
    z.strictObject({ path: z.string(), hash: sha256Hash, size: count(), mode: z.enum(['0644', '0755']) }),
  ),
  skill: z
    .strictObject({
      name: z.string(),
      description: z.string(),
      license: z.string().nullable(),
      compatibility: z.string().nullable(),
      metadata: z.record(z.string(), z.string()).nullable(),
      allowed_tools: z.string().nullable(),
    })
    .meta({ description: 'What its SKILL.md says.' }),
};

export const publicContentsSchema = versionSchema
  .extend(contentsFields)
  .meta({ id: 'PublicVersion', description: 'A version that everybody may read, and what is in it.' });

export const provenanceSchema = versionSchema
  .extend({
    ...contentsFields,
    change_summary: z.string().nullable(),
    connection_id: uuid.nullable(),
    attempt_id: uuid.nullable().meta({ description: 'The attempt that published it.' }),
    pushed_by: z
      .strictObject({ member_id: uuid, name: z.string() })
      .nullable()
      .meta({ description: 'Who pushed it by a registry client.' }),
    rollback: z
      .strictObject({ reason: z.string().nullable(), at: timestamp })
      .nullable()
      .meta({ description: 'When and why it was left by a rollback; null when it was not.' }),
  })
  .meta({ id: 'VersionProvenance', description: 'A version, where it comes from, and what is in it.' });

export function provenanceJson(provenance: VersionProvenance): z.input<typeof provenanceSchema> {
  const { version, attemptId, pushedBy, rollback } = provenance;
  const { origin } = version;
  return {
    ...publicContentsJson(provenance),
    change_summary: version.changeSummary,
    connection_id: origin.kind === 'client' ? null : origin.connectionId,
    attempt_id: attemptId,
    pushed_by: pushedBy && { member_id: pushedBy.memberId, name: pushedBy.name },
    rollback: rollback && { reason: rollback.reason, at: rollback.at.toISOString() },
  };
}

export function publicContentsJson(contents: VersionContents): z.input<typeof publicContentsSchema> {
  const { version, entry, archive, skill } = contents;
  const { origin } = version;
  return {
    ...versionJson(version, entry),
    entry_id: entry.id,
    source_tag: origin.kind === 'tag' ? origin.tag : null,
    tar_hash: version.tarHash,
    size: archive.sizeBytes,
    unpacked_size: archive.unpackedBytes,
    compressor: archive.compressor,
    file_manifest: archive.files.map(({ path, hash, size, mode }) => ({ path, hash, size, mode })),
    skill: {
      name: skill.name,
      description: skill.description,
      license: skill.license ?? null,
      compatibility: skill.compatibility ?? null,
      metadata: skill.metadata ?? null,
      allowed_tools: skill.allowedTools ?? null,
    },
  };
}
