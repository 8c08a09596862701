import type { Context } from 'koa';
import { Problem } from './problem.ts';

const jsonLimitBytes = 64 * 1024;
/** How much of a body that is too large is still read, so that the client gets to read the answer. */
const discardLimitBytes = 8 * 1024 * 1024;

/** The request's body as it came, never holding more than `limitBytes` of it. Larger: 413. */
export async function readBody(ctx: Context, limitBytes: number): Promise<Buffer> {
  if (ctx.get('Content-Encoding').toLowerCase().replace('identity', '') !== '') {
    throw new Problem(415, 'encoding_unsupported', 'Send the body as it is, without a Content-Encoding.');
  }
  let chunks: Buffer[] = [];
  let sizeBytes = 0;
  try {
    // The connection has to outlive a body that is not read to its end: the answer goes over it.
    for await (const chunk of ctx.req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      sizeBytes += chunk.length;
      if (sizeBytes <= limitBytes) chunks.push(chunk);
      else chunks = [];
      if (sizeBytes > limitBytes + discardLimitBytes) break;
    }
  } catch {
    throw new Problem(400, 'body_incomplete', 'The connection ended before the body did. Send the request again.');
  }
  if (sizeBytes > limitBytes) throw tooLarge(limitBytes);
  return Buffer.concat(chunks);
}

function tooLarge(limitBytes: number): Problem {
  const limit = limitBytes >= 1024 * 1024 ? `${limitBytes / 1024 / 1024} MiB` : `${limitBytes / 1024} KiB`;
  const detail = `The body is larger than ${limit}, which is the most that this path takes.`;
  return new Problem(413, 'body_too_large', detail, { headers: { Connection: 'close' } });
}

/** The request's JSON body; undefined when there is none. Another content type: 415, broken JSON: 400, larger: 413. */
export async function readJson(ctx: Context, limitBytes = jsonLimitBytes): Promise<unknown> {
  const type = ctx.get('Content-Type');
  if (type !== '' && !isJsonType(type)) throw wrongType();
  const body = await readBody(ctx, limitBytes);
  if (body.length === 0) return undefined;
  if (type === '') throw wrongType();
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    throw new Problem(400, 'json_malformed', 'The body is no valid JSON in UTF-8.');
  }
}

/** Whether a Content-Type names JSON, in UTF-8 as far as it says. */
export function isJsonType(contentType: string): boolean {
  return /^application\/(?:[\w.+-]+\+)?json\s*(?:;\s*charset="?utf-?8"?\s*)?;?\s*$/i.test(contentType);
}

function wrongType(): Problem {
  return new Problem(415, 'media_type_unsupported', 'Send the body as JSON, with Content-Type: application/json.');
}
