import { Readable } from 'node:stream';
import type { Router, RouterContext } from '@koa/router';
import { z } from 'zod';
import type { EntryId, VersionId } from '../../../domain/shared/ids.ts';
import type { PackageUpdate } from '../../../workflows/registry/check-for-updates.use-case.ts';
import {
  type Download,
  downloadByLink,
  downloadVersion,
} from '../../../workflows/registry/download-version.use-case.ts';
import { isKnown } from '../conditional.ts';
import type { HttpDeps } from '../http-deps.ts';
import { queryOf } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { authenticated, pathId } from '../routing.ts';

const path = '/api/v1/registry';

const linkQuery = z.strictObject({
  expires: z
    .string()
    .regex(/^[0-9]{1,12}$/, 'Take the link as it was given.')
    .transform(Number),
  signature: z.string().regex(/^[\w-]{1,100}$/, 'Take the link as it was given.'),
});

/** A version's bytes, byte for byte as they were published: by key, or by a signed link without one. */
export function downloadsRoutes(router: Router, deps: HttpDeps): void {
  router.get(
    `${path}/:id/versions/:version/download`,
    authenticated(deps, async (ctx, caller) => {
      const entryId = pathId<EntryId>(ctx, 'id', 'entry');
      const version = ctx.params.version ?? '';
      const download = unlessRefused(await downloadVersion(deps, { caller, entryId, version }));
      await sendArchive(ctx, download, fileName(download.entryName, version));
    }),
  );
  router.get(`${path}/downloads/:id/:file`, async (ctx) => {
    const versionId = pathId<VersionId>(ctx, 'id', 'version');
    const { expires, signature } = queryOf(ctx, linkQuery);
    const grant = { versionId, expiresAt: expires };
    const download = unlessRefused(await downloadByLink(deps, { grant, signature }));
    const named = ctx.params.file ?? '';
    await sendArchive(ctx, download, isFileName(named) ? named : fileName('package', download.version.version));
  });
}

/** The signed absolute URL of an update's bytes; null when there is none. The file's name in it only names the file. */
export function downloadUrl({ publicUrl }: Pick<HttpDeps, 'publicUrl'>, update: PackageUpdate): string | null {
  const { link, latest, entry } = update;
  if (!link || !latest) return null;
  const query = new URLSearchParams({ expires: String(link.grant.expiresAt), signature: link.signature });
  const file = encodeURIComponent(fileName(entry.name, latest.version));
  return `${publicUrl()}${path}/downloads/${latest.id}/${file}?${query}`;
}

function fileName(entryName: string, version: string): string {
  return `${entryName}-${version}.tar.gz`;
}

function isFileName(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._+-]{0,300}\.tar\.gz$/.test(text);
}

async function sendArchive(ctx: RouterContext, { version, open }: Download, file: string): Promise<void> {
  const etag = `"${version.contentHash}"`;
  ctx.set('ETag', etag);
  ctx.set('Cache-Control', 'private, max-age=31536000, immutable, no-transform');
  if (isKnown(ctx, etag)) return;
  ctx.status = 200;
  ctx.set('Content-Type', 'application/gzip');
  ctx.set('Content-Disposition', `attachment; filename="${file}"`);
  if (ctx.method === 'HEAD') {
    ctx.length = version.sizeBytes;
    return;
  }
  const { sizeBytes, bytes } = await open();
  // When reading fails half-way, Koa's pipeline ends the connection: a cut answer looks cut.
  ctx.body = Readable.from(bytes, { objectMode: false });
  ctx.type = 'application/gzip';
  ctx.length = sizeBytes;
}
