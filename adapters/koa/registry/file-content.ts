import type { RouterContext } from '@koa/router';
import { z } from 'zod';
import type { AskedEntry } from '../../../workflows/registry/readable-entry.use-case.ts';
import { type ReadFilePorts, showFile } from '../../../workflows/registry/version-files.use-case.ts';
import { clientGone } from '../client-gone.ts';
import { isKnown } from '../conditional.ts';
import { unlessRefused } from '../problem.ts';
import type { RequestState } from '../request-log.ts';

const textType = 'text/plain; charset=utf-8';
const otherType = 'application/octet-stream';

export const contentQuery = z.strictObject({
  path: z.string().min(1).max(1_024).meta({ description: "The file's path, as the list of files gives it." }),
});

export const contentAnswers = {
  200: {
    description: 'The bytes: as text when they are UTF-8 without NUL, else as an attachment. No browser runs them.',
    content: [textType, otherType],
    headers: { ETag: "The file's SHA-256.", 'Cache-Control': 'The bytes never change.' },
  },
  304: { description: 'The client has these bytes already.' },
} as const;

export const contentRefusals = {
  404: ['entry_not_found', 'file_not_found', 'version_not_found'],
  422: ['file_too_large'],
  502: ['archive_damaged'],
  503: ['reading_busy'],
} as const;

/** One file's bytes, or that the client has them already. They come from strangers, so nothing in them may run. */
export async function sendFile(
  ctx: RouterContext,
  ports: ReadFilePorts,
  asked: AskedEntry & { version: string; path: string },
) {
  const { file, read } = unlessRefused(await showFile(ports, asked));
  const etag = `"${file.hash}"`;
  if (isKnown(ctx, etag)) return { status: 304 as const, headers: cached(asked, etag) };
  const result = await read(clientGone(ctx));
  if (result.kind === 'unavailable' && result.code === 'archive_damaged') {
    (ctx.state as RequestState).log.error({ error: result.message }, 'a file cannot be read');
  }
  const { bytes } = unlessRefused(result);
  const isText = isPlainText(bytes);
  if (!isText) ctx.attachment(file.path.split('/').at(-1));
  const headers = {
    ...cached(asked, etag),
    'Content-Type': isText ? textType : otherType,
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
  };
  return { status: 200 as const, headers, body: Buffer.from(bytes) };
}

function cached({ caller }: AskedEntry, etag: string) {
  return {
    ETag: etag,
    'Cache-Control': 'private, max-age=31536000, immutable, no-transform',
    // What one person may read, the next one at the same browser may not.
    ...(caller !== null && { Vary: 'Authorization, Cookie' }),
  };
}

function isPlainText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
