import { Readable } from 'node:stream';
import type { RouterContext } from '@koa/router';
import { z } from 'zod';
import type { EntryId, VersionId } from '../../../domain/shared/ids.ts';
import type { PackageUpdate } from '../../../workflows/registry/check-for-updates.use-case.ts';
import {
  archiveFileName,
  type Download,
  downloadByLink,
  downloadVersion,
} from '../../../workflows/registry/download-version.use-case.ts';
import { isKnown } from '../conditional.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { pathId } from '../input.ts';
import { unlessRefused } from '../problem.ts';

const path = '/api/v1/registry';

const linkQuery = z.strictObject({
  expires: z
    .string()
    .regex(/^[0-9]{1,12}$/, 'Take the link as it was given.')
    .transform(Number),
  signature: z.string().regex(/^[\w-]{1,100}$/, 'Take the link as it was given.'),
});

export const archiveAnswers = {
  200: {
    description: 'The archive, byte for byte as it was published.',
    content: 'application/gzip',
    headers: { ETag: 'The content hash.', 'Cache-Control': 'The bytes never change.' },
  },
  304: { description: 'The client has these bytes already.' },
};
export const archiveHeaders = { 'If-None-Match': { description: 'An `ETag` of before.' } };

/** A version's bytes, byte for byte as they were published: by key, or by a signed link without one. */
export function downloadsEndpoints(deps: HttpDeps): Endpoint[] {
  return [byKey(deps), byLink(deps)];
}

const byKey = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: `${path}/{id}/versions/{version}/download`,
    operationId: 'downloadVersion',
    tag: 'Registry',
    summary: 'Download a version',
    access: 'key',
    params: { id: pathId<EntryId>('entry'), version: z.string() },
    headers: archiveHeaders,
    answers: archiveAnswers,
    refusals: { 404: ['entry_not_found', 'version_not_found'] },
  }).handle(async ({ ctx, caller, params: { id: entryId, version } }) => {
    const download = unlessRefused(await downloadVersion(deps, { caller, entryId, version }));
    return sendArchive(ctx, download, archiveFileName(download.entryName, version));
  });

const byLink = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: `${path}/downloads/{id}/{file}`,
    operationId: 'downloadByLink',
    tag: 'Registry',
    summary: 'Download a version by a signed link',
    description: 'The link comes from `checkForUpdates`; it needs no key.',
    access: 'anyone',
    params: { id: pathId<VersionId>('version'), file: z.string() },
    query: linkQuery,
    headers: archiveHeaders,
    answers: archiveAnswers,
    refusals: { 403: ['link_invalid', 'link_expired'], 404: ['version_not_found'] },
  }).handle(async ({ ctx, params: { id: versionId, file }, query: { expires, signature } }) => {
    const grant = { versionId, expiresAt: expires };
    const download = unlessRefused(await downloadByLink(deps, { grant, signature }));
    return sendArchive(ctx, download, isFileName(file) ? file : archiveFileName('package', download.version.version));
  });

/** The absolute URL of an update's bytes, at the artifact store or here; null when there is none. The file's name in it only names the file. */
export function downloadUrl({ publicUrl }: Pick<HttpDeps, 'publicUrl'>, update: PackageUpdate): string | null {
  const { link, latest, entry } = update;
  if (!link || !latest) return null;
  if (link.kind === 'presigned') return link.url;
  const query = new URLSearchParams({ expires: String(link.grant.expiresAt), signature: link.signature });
  const file = encodeURIComponent(archiveFileName(entry.name, latest.version));
  return `${publicUrl()}${path}/downloads/${latest.id}/${file}?${query}`;
}

function isFileName(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._+-]{0,300}\.tar\.gz$/.test(text);
}

/** The bytes, or that the client has them already. */
export async function sendArchive(ctx: RouterContext, { version, open }: Download, file: string) {
  const etag = `"${version.contentHash}"`;
  ctx.set('ETag', etag);
  ctx.set('Cache-Control', 'private, max-age=31536000, immutable, no-transform');
  if (isKnown(ctx, etag)) return { status: 304 as const };
  ctx.set('Content-Disposition', `attachment; filename="${file}"`);
  const headers = { 'Content-Length': String(version.sizeBytes) };
  if (ctx.method === 'HEAD') return { status: 200 as const, headers, body: '' };
  const { bytes } = await open();
  // When reading fails half-way, Koa's pipeline ends the connection: a cut answer looks cut.
  return { status: 200 as const, headers, body: Readable.from(bytes, { objectMode: false }) };
}
