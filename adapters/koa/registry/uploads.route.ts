import { z } from 'zod';
import type { PackageProblemCode } from '../../../domain/publishing/package-rules.ts';
import type { EntryId } from '../../../domain/shared/ids.ts';
import { pushNewEntry, pushVersion } from '../../../workflows/registry/push-version.use-case.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { pathId } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { entryJson, entrySchema, versionJson, versionSchema } from './registry-json.ts';
import { newEntryParts, newEntryUpload, skimUpload, versionParts, versionUpload } from './upload-parts.ts';

const path = '/api/v1/registry';

const pushed = z.strictObject({ entry: entrySchema, version: versionSchema });

const archiveCodes = [
  'content_hash_mismatch',
  'manifest_mismatch',
  'archive_malformed',
  'skill_md_missing',
  'skill_md_invalid',
] as const;
const packageCodes = [
  'absolute_path',
  'archive_too_large',
  'control_character',
  'duplicate_name',
  'excluded_path',
  'file_too_large',
  'key_material',
  'lfs_pointer',
  'link',
  'name_conflict_case',
  'name_conflict_unicode',
  'package_too_large',
  'path_too_long',
  'path_traversal',
  'special_file',
  'too_many_files',
] as const satisfies readonly PackageProblemCode[];

const multipart = 'multipart/form-data';
const description =
  'Two parts, in any order: `metadata` (JSON) and `archive` (the bytes of a `.tar.gz`, as a file). The bytes are checked ' +
  'while they come, kept as they are, and served as they are.';

/** What registry clients push. */
export function uploadsEndpoints(deps: HttpDeps): Endpoint[] {
  return [createWithVersion(deps), addVersion(deps)];
}

const createWithVersion = (deps: HttpDeps) =>
  endpoint({
    method: 'post',
    path,
    operationId: 'pushEntry',
    tag: 'Registry',
    summary: 'Make an entry with its first version',
    description,
    access: 'key',
    rawBody: { contentType: multipart, schema: newEntryParts, skim: (ctx) => skimUpload(ctx, deps.packageLimits) },
    idempotent: true,
    answers: { 201: { description: 'The entry and its version.', body: pushed, headers: { Location: 'The entry.' } } },
    refusals: { 400: ['multipart_malformed'], 409: ['name_taken'], 422: [...archiveCodes, ...packageCodes] },
  }).handle(async ({ ctx, caller }) => {
    const upload = newEntryUpload(ctx, deps.packageLimits);
    const { entry, version } = unlessRefused(await pushNewEntry(deps, { caller, upload }));
    const headers = { Location: `${deps.publicUrl()}${path}/${entry.id}` };
    const body = { entry: entryJson({ entry, current: version }), version: versionJson(version, entry) };
    return { status: 201, headers, body };
  });

const addVersion = (deps: HttpDeps) =>
  endpoint({
    method: 'post',
    path: `${path}/{id}/versions`,
    operationId: 'pushVersion',
    tag: 'Registry',
    summary: 'Add a version, which is current at once',
    description: `${description} Other keys of the metadata are not read, so that it may be the same as for a new entry.`,
    access: 'key',
    params: { id: pathId<EntryId>('entry') },
    rawBody: { contentType: multipart, schema: versionParts, skim: (ctx) => skimUpload(ctx, deps.packageLimits) },
    idempotent: true,
    answers: {
      200: { description: 'This version with these bytes is there already; nothing was changed.', body: pushed },
      201: { description: 'The entry and the version.', body: pushed, headers: { Location: 'The version.' } },
    },
    refusals: {
      400: ['multipart_malformed'],
      404: ['entry_not_found'],
      409: ['version_taken'],
      422: [...archiveCodes, ...packageCodes],
    },
  }).handle(async ({ ctx, caller, params: { id: entryId } }) => {
    const upload = versionUpload(ctx, deps.packageLimits);
    const { kind, entry, version } = unlessRefused(await pushVersion(deps, { caller, entryId, upload }));
    const { current } = (await deps.registry.findEntry(entryId, caller.organizationId)) ?? { current: null };
    const body = { entry: entryJson({ entry, current }), version: versionJson(version, entry) };
    if (kind === 'repeated') return { status: 200, body };
    const headers = {
      Location: `${deps.publicUrl()}${path}/${entry.id}/versions/${encodeURIComponent(version.version)}`,
    };
    return { status: 201, headers, body };
  });
