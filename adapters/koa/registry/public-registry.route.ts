import { z } from 'zod';
import type { EntryId } from '../../../domain/shared/ids.ts';
import { archiveFileName, downloadVersion } from '../../../workflows/registry/download-version.use-case.ts';
import { searchPublic } from '../../../workflows/registry/public-registry.use-case.ts';
import { publicEntry } from '../../../workflows/registry/readable-entry.use-case.ts';
import { showEntry } from '../../../workflows/registry/show-entry.use-case.ts';
import { nextCursor } from '../answer-fields.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { pageCursor, pageLimit, pathId } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { archiveAnswers, archiveHeaders, sendArchive } from './downloads.route.ts';
import { publicEntryJson, publicEntrySchema, versionJson, versionSchema } from './registry-json.ts';
import { searchText, versionsQuery } from './search-text.ts';

const path = '/api/v1/registry/public';
const params = { id: pathId<EntryId>('entry') };
const refusals = { 404: ['entry_not_found'] } as const;
const seen = { headers: { 'Cache-Control': 'no-store' } };

/** What everybody may read, of all organizations, with a key or without. */
export function publicRegistryEndpoints(deps: HttpDeps): Endpoint[] {
  return [search(deps), show(deps), history(deps), download(deps)];
}

const search = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path,
    operationId: 'searchPublicEntries',
    tag: 'Public registry',
    summary: 'List and search the public entries of all organizations',
    access: 'anyone',
    query: z.strictObject({ q: searchText, limit: pageLimit, cursor: pageCursor }),
    answers: {
      200: {
        description: 'By name.',
        body: z.strictObject({ entries: z.array(publicEntrySchema), next_cursor: nextCursor }),
      },
    },
  }).handle(async ({ query: { q: text, limit, cursor } }) => {
    const found = await searchPublic(deps, { text, limit, cursor });
    const body = { entries: found.entries.map(publicEntryJson), next_cursor: found.nextCursor };
    return { status: 200, ...seen, body };
  });

const show = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: `${path}/{id}`,
    operationId: 'getPublicEntry',
    tag: 'Public registry',
    summary: 'Read a public or unlisted entry',
    access: 'anyone',
    params,
    answers: { 200: { description: 'The entry.', body: z.strictObject({ entry: publicEntrySchema }) } },
    refusals,
  }).handle(async ({ params: { id } }) => {
    return { status: 200, ...seen, body: { entry: publicEntryJson(unlessRefused(await publicEntry(deps, id))) } };
  });

const history = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: `${path}/{id}/versions`,
    operationId: 'listPublicVersions',
    tag: 'Public registry',
    summary: 'List the versions of a public or unlisted entry',
    access: 'anyone',
    params,
    query: versionsQuery,
    answers: {
      200: {
        description: 'Newest first.',
        body: z.strictObject({ versions: z.array(versionSchema), next_cursor: nextCursor }),
      },
    },
    refusals,
  }).handle(async ({ params: { id: entryId }, query: { q: text, limit, cursor } }) => {
    const found = unlessRefused(await showEntry(deps, { caller: null, entryId, text, limit, cursor }));
    const versions = found.versions.map((version) => versionJson(version, found.entry));
    return { status: 200, ...seen, body: { versions, next_cursor: found.nextCursor } };
  });

const download = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: `${path}/{id}/versions/{version}/download`,
    operationId: 'downloadPublicVersion',
    tag: 'Public registry',
    summary: 'Download a version of a public or unlisted entry',
    access: 'anyone',
    params: { ...params, version: z.string() },
    headers: archiveHeaders,
    answers: archiveAnswers,
    refusals: { 404: ['entry_not_found', 'version_not_found'] },
  }).handle(async ({ ctx, params: { id: entryId, version } }) => {
    const found = unlessRefused(await downloadVersion(deps, { caller: null, entryId, version }));
    return sendArchive(ctx, found, archiveFileName(found.entryName, version));
  });
