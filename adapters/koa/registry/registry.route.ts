import { z } from 'zod';
import type { EntryId } from '../../../domain/shared/ids.ts';
import { checkForUpdates } from '../../../workflows/registry/check-for-updates.use-case.ts';
import { createEntry } from '../../../workflows/registry/create-entry.use-case.ts';
import { listEntries } from '../../../workflows/registry/list-entries.use-case.ts';
import { showEntry } from '../../../workflows/registry/show-entry.use-case.ts';
import { showVersion } from '../../../workflows/registry/show-version.use-case.ts';
import { nextCursor } from '../answer-fields.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { limitOrAll, pageCursor, pathId, plainText } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { downloadUrl } from './downloads.route.ts';
import { provenanceJson, provenanceSchema } from './provenance-json.ts';
import {
  entryJson,
  entrySchema,
  entryVisibility,
  historyJson,
  historySchema,
  updateJson,
  updateSchema,
  versionJson,
  versionSchema,
} from './registry-json.ts';
import { searchText, versionsQuery } from './search-text.ts';
import { sourceRepo } from './upload-parts.ts';

const path = '/api/v1/registry';

const createBody = z.strictObject({
  name: plainText(1, 128).meta({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' }),
  entry_type: z.literal('skill'),
  description: plainText(0, 1_024).nullable().default(null),
  visibility: entryVisibility.default('org'),
  source_repo: sourceRepo,
});

const installedPackage = z.strictObject({ entry_id: z.string().max(200), current_version_hash: z.string().max(200) });
const syncBody = z.strictObject({ installations: z.array(installedPackage).max(1_000) });
/** So many packages, each with an id and a hash, and some white space. */
const syncLimitBytes = 256 * 1024;

const params = { id: pathId<EntryId>('entry') };

/** Entries and their versions, as registry clients read them. */
export function registryEndpoints(deps: HttpDeps): Endpoint[] {
  return [list(deps), create(deps), sync(deps), show(deps), history(deps), showOne(deps)];
}

const list = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path,
    operationId: 'listEntries',
    tag: 'Registry',
    summary: "List and search the organization's entries",
    access: 'key',
    query: z.strictObject({
      name: z.string().optional().meta({ description: 'Only the entry of exactly this name.' }),
      q: searchText,
      limit: limitOrAll,
      cursor: pageCursor,
    }),
    answers: {
      200: {
        description: 'By name.',
        body: z.strictObject({ entries: z.array(entrySchema), next_cursor: nextCursor }),
      },
    },
  }).handle(async ({ caller, query: { name, q: text, limit, cursor } }) => {
    const found = unlessRefused(await listEntries(deps, { caller, name, text, limit, cursor }));
    return { status: 200, body: { entries: found.entries.map(entryJson), next_cursor: found.nextCursor } };
  });

const create = (deps: HttpDeps) =>
  endpoint({
    method: 'post',
    path: `${path}/entries`,
    operationId: 'createEntry',
    tag: 'Registry',
    summary: 'Make an entry without a version',
    description: 'For a repository to publish into.',
    access: 'key',
    body: createBody,
    idempotent: true,
    answers: { 201: { description: 'The entry.', body: entrySchema, headers: { Location: 'The entry.' } } },
    refusals: { 409: ['name_taken'] },
  }).handle(async ({ caller, body: { source_repo: sourceRepo, entry_type: _, ...wanted } }) => {
    const { entry } = unlessRefused(await createEntry(deps, { caller, sourceRepo, ...wanted }));
    const headers = { Location: `${deps.publicUrl()}${path}/${entry.id}` };
    return { status: 201, headers, body: entryJson({ entry, current: null }) };
  });

const sync = (deps: HttpDeps) =>
  endpoint({
    method: 'post',
    path: `${path}/sync`,
    operationId: 'checkForUpdates',
    tag: 'Registry',
    summary: 'Ask which installed packages have another current version',
    access: 'key',
    body: syncBody,
    bodyLimitBytes: syncLimitBytes,
    answers: {
      200: {
        description: 'In the order asked; ids that the organization does not have are left out.',
        body: z.strictObject({ entries: z.array(updateSchema) }),
      },
    },
  }).handle(async ({ caller, body: { installations } }) => {
    const installed = installations.map((one) => ({
      entryId: one.entry_id,
      contentHash: one.current_version_hash,
    }));
    const { updates } = unlessRefused(await checkForUpdates(deps, { caller, installed }));
    return { status: 200, body: { entries: updates.map((update) => updateJson(update, downloadUrl(deps, update))) } };
  });

const show = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: `${path}/{id}`,
    operationId: 'getEntry',
    tag: 'Registry',
    summary: 'Read an entry and its versions',
    access: 'key',
    params,
    query: z.strictObject({
      limit: limitOrAll.meta({ description: 'So many of the newest versions: 1 to 100; left out: all of them.' }),
    }),
    answers: {
      200: {
        description: 'The entry; versions newest first.',
        body: z.strictObject({ entry: entrySchema, versions: z.array(versionSchema) }),
      },
    },
    refusals: { 404: ['entry_not_found'] },
  }).handle(async ({ caller, params: { id: entryId }, query: { limit } }) => {
    const found = unlessRefused(await showEntry(deps, { caller, entryId, limit }));
    const versions = found.versions.map((version) => versionJson(version, found.entry));
    return { status: 200, body: { entry: entryJson(found), versions } };
  });

const history = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: `${path}/{id}/versions`,
    operationId: 'listVersions',
    tag: 'Registry',
    summary: "Read an entry's history",
    access: 'key',
    params,
    query: versionsQuery,
    answers: {
      200: {
        description: 'Newest first.',
        body: z.strictObject({ versions: z.array(historySchema), next_cursor: nextCursor }),
      },
    },
    refusals: { 404: ['entry_not_found'] },
  }).handle(async ({ caller, params: { id: entryId }, query: { q: text, limit, cursor } }) => {
    const found = unlessRefused(await showEntry(deps, { caller, entryId, text, limit, cursor }));
    const versions = found.versions.map((version) => historyJson(version, found.entry));
    return { status: 200, body: { versions, next_cursor: found.nextCursor } };
  });

const showOne = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: `${path}/{id}/versions/{version}`,
    operationId: 'getVersion',
    tag: 'Registry',
    summary: 'Read where a version comes from, and what is in it',
    access: 'key',
    params: { ...params, version: z.string() },
    answers: { 200: { description: 'The version with its provenance.', body: provenanceSchema } },
    refusals: { 404: ['entry_not_found', 'version_not_found'] },
  }).handle(async ({ caller, params: { id: entryId, version } }) => {
    const { provenance } = unlessRefused(await showVersion(deps, { caller, entryId, version }));
    return { status: 200, body: provenanceJson(provenance) };
  });
