import { z } from 'zod';
import type { EntryId } from '../../../domain/shared/ids.ts';
import { compareVersions, showContents } from '../../../workflows/registry/version-files.use-case.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { pathId } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { archiveHeaders } from './downloads.route.ts';
import { contentAnswers, contentQuery, contentRefusals, sendFile } from './file-content.ts';
import { comparisonJson, comparisonSchema, filesJson, filesSchema } from './version-files-json.ts';

const path = '/api/v1/registry/{id}';
const params = { id: pathId<EntryId>('entry') };
const ofVersion = { ...params, version: z.string() };

export const comparedVersions = z.strictObject({
  from: z.string().min(1).max(128).meta({ description: 'The name of the version to begin from.' }),
  to: z.string().min(1).max(128).meta({ description: 'The name of the version to compare it with.' }),
});
const noSuchVersion = { 404: ['entry_not_found', 'version_not_found'] } as const;

/** The files of versions, and what differs between two of them. */
export function versionFilesEndpoints(deps: HttpDeps): Endpoint[] {
  return [list(deps), content(deps), compare(deps)];
}

const list = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: `${path}/versions/{version}/files`,
    operationId: 'listVersionFiles',
    tag: 'Registry',
    summary: 'List the files of a version',
    access: 'key',
    params: ofVersion,
    answers: { 200: { description: 'All of its files.', body: filesSchema } },
    refusals: noSuchVersion,
  }).handle(async ({ caller, params: { id: entryId, version } }) => {
    return { status: 200, body: filesJson(unlessRefused(await showContents(deps, { caller, entryId, version }))) };
  });

const content = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: `${path}/versions/{version}/files/content`,
    operationId: 'getVersionFile',
    tag: 'Registry',
    summary: 'Read one file of a version',
    access: 'key',
    params: ofVersion,
    query: contentQuery,
    headers: archiveHeaders,
    answers: contentAnswers,
    refusals: contentRefusals,
  }).handle(({ ctx, caller, params: { id: entryId, version }, query }) =>
    sendFile(ctx, deps, { caller, entryId, version, path: query.path }),
  );

const compare = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: `${path}/compare`,
    operationId: 'compareVersions',
    tag: 'Registry',
    summary: 'Compare the files of two versions',
    access: 'key',
    params,
    query: comparedVersions,
    answers: { 200: { description: 'What differs.', body: comparisonSchema } },
    refusals: noSuchVersion,
  }).handle(async ({ caller, params: { id: entryId }, query }) => {
    const { from, to, files } = unlessRefused(await compareVersions(deps, { caller, entryId, ...query }));
    return { status: 200, body: comparisonJson(from, to, files) };
  });
