import { z } from 'zod';
import type { EntryId } from '../../../domain/shared/ids.ts';
import { compareVersions, showContents } from '../../../workflows/registry/version-files.use-case.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { pathId } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { archiveHeaders } from './downloads.route.ts';
import { contentAnswers, contentQuery, contentRefusals, sendFile } from './file-content.ts';
import { publicContentsJson, publicContentsSchema } from './provenance-json.ts';
import { comparedVersions } from './version-files.route.ts';
import { comparisonJson, comparisonSchema, filesJson, filesSchema } from './version-files-json.ts';

const path = '/api/v1/registry/public/{id}';
const params = { id: pathId<EntryId>('entry') };
const ofVersion = { ...params, version: z.string() };
const seen = { headers: { 'Cache-Control': 'no-store' } };
const noSuchVersion = { 404: ['entry_not_found', 'version_not_found'] } as const;
const anybody = { caller: null };

/** What is in the versions that everybody may read. */
export function publicVersionsEndpoints(deps: HttpDeps): Endpoint[] {
  return [show(deps), list(deps), content(deps), compare(deps)];
}

const show = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: `${path}/versions/{version}`,
    operationId: 'getPublicVersion',
    tag: 'Public registry',
    summary: 'Read what is in a version of a public or unlisted entry',
    access: 'anyone',
    params: ofVersion,
    answers: { 200: { description: 'The version.', body: publicContentsSchema } },
    refusals: noSuchVersion,
  }).handle(async ({ params: { id: entryId, version } }) => {
    const contents = unlessRefused(await showContents(deps, { ...anybody, entryId, version }));
    return { status: 200, ...seen, body: publicContentsJson(contents) };
  });

const list = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: `${path}/versions/{version}/files`,
    operationId: 'listPublicVersionFiles',
    tag: 'Public registry',
    summary: 'List the files of a version of a public or unlisted entry',
    access: 'anyone',
    params: ofVersion,
    answers: { 200: { description: 'All of its files.', body: filesSchema } },
    refusals: noSuchVersion,
  }).handle(async ({ params: { id: entryId, version } }) => {
    const contents = unlessRefused(await showContents(deps, { ...anybody, entryId, version }));
    return { status: 200, ...seen, body: filesJson(contents) };
  });

const content = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: `${path}/versions/{version}/files/content`,
    operationId: 'getPublicVersionFile',
    tag: 'Public registry',
    summary: 'Read one file of a version of a public or unlisted entry',
    access: 'anyone',
    params: ofVersion,
    query: contentQuery,
    headers: archiveHeaders,
    answers: contentAnswers,
    refusals: contentRefusals,
  }).handle(({ ctx, params: { id: entryId, version }, query }) =>
    sendFile(ctx, deps, { ...anybody, entryId, version, path: query.path }),
  );

const compare = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: `${path}/compare`,
    operationId: 'comparePublicVersions',
    tag: 'Public registry',
    summary: 'Compare the files of two versions of a public or unlisted entry',
    access: 'anyone',
    params,
    query: comparedVersions,
    answers: { 200: { description: 'What differs.', body: comparisonSchema } },
    refusals: noSuchVersion,
  }).handle(async ({ params: { id: entryId }, query }) => {
    const { from, to, files } = unlessRefused(await compareVersions(deps, { ...anybody, entryId, ...query }));
    return { status: 200, ...seen, body: comparisonJson(from, to, files) };
  });
