import type { Context } from 'koa';
import { Problem } from './problem.ts';

const jsonLimitBytes = 64 * 1024;
/** How much of a body that is too large is still read, so that the client gets to read the answer. */
const discardLimitBytes = 8 * 1024 * 1024;

/** What bodies of senders who are not known yet may hold together. */
export type BodyMemory = {
  /** Gives what one body takes its bytes from; `giveBack` when the request is done, whatever became of it. */
  open(): HeldBody;
};
type HeldBody = { take(sizeBytes: number): boolean; giveBack(): void };

/** Small bodies take nothing of it: they come through while large ones have to wait. */
const smallBodyBytes = 64 * 1024;

export function bodyMemory(mostBytes: number): BodyMemory {
  let takenBytes = 0;
  return {
    open() {
      let [sizeBytes, ownBytes] = [0, 0];
      return {
        take(more) {
          sizeBytes += more;
          const wantedBytes = sizeBytes <= smallBodyBytes ? 0 : sizeBytes;
          if (takenBytes - ownBytes + wantedBytes > mostBytes) return false;
          takenBytes += wantedBytes - ownBytes;
          ownBytes = wantedBytes;
          return true;
        },
        giveBack() {
          takenBytes -= ownBytes;
          ownBytes = 0;
        },
      };
    },
  };
}

const unbounded: HeldBody = { take: () => true, giveBack: () => undefined };

/** What bounds the reading of a body, besides its size. `late` resolves when the sender has had all of his time. */
type Bounds = { held?: HeldBody; late?: Promise<void> };

/**
 * The request's body as it came, never holding more than `limitBytes` of it (413), nor more than `held` gives (503), and
 * not waiting for it any more once it is `late` (408).
 */
export async function readBody(
  ctx: Context,
  limitBytes: number,
  { held = unbounded, late }: Bounds = {},
): Promise<Buffer> {
  refuseEncoded(ctx);
  const givenUp = new AbortController();
  const reading = readChunks(ctx, limitBytes, held, givenUp.signal);
  if (late === undefined) return await reading;
  const whole = await Promise.race([reading, late]);
  if (whole !== undefined) return whole;
  givenUp.abort();
  throw tooSlow();
}

async function readChunks(ctx: Context, limitBytes: number, held: HeldBody, givenUp: AbortSignal): Promise<Buffer> {
  let chunks: Buffer[] = [];
  let sizeBytes = 0;
  let isHeld = true;
  try {
    // The connection has to outlive a body that is not read to its end: the answer goes over it.
    for await (const chunk of ctx.req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (givenUp.aborted) break;
      sizeBytes += chunk.length;
      isHeld &&= sizeBytes <= limitBytes && held.take(chunk.length);
      if (isHeld) chunks.push(chunk);
      else {
        chunks = [];
        held.giveBack();
      }
      if (sizeBytes > limitBytes + discardLimitBytes) break;
    }
  } catch {
    throw incompleteBody();
  }
  if (sizeBytes > limitBytes) throw tooLarge(limitBytes);
  if (!isHeld) throw busy();
  return Buffer.concat(chunks);
}

function tooSlow(): Problem {
  const detail = 'The body did not come in time, so it was given up. Send the request again, over a better connection.';
  return new Problem(408, 'body_too_slow', detail, { headers: { Connection: 'close' } });
}

function busy(): Problem {
  const detail = 'Too many large bodies are coming in just now. Send this one again in a moment.';
  return new Problem(503, 'service_unavailable', detail, { headers: { 'Retry-After': '5' } });
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
  return parsedJson(body, 'The body');
}

/** The bytes as JSON in UTF-8, else 400; `what` they are begins the sentence that says so. */
export function parsedJson(bytes: Uint8Array, what: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new Problem(400, 'json_malformed', `${what} is no valid JSON in UTF-8.`);
  }
}

/** 415 unless the body comes as it is. */
export function refuseEncoded(ctx: Context): void {
  if (ctx.get('Content-Encoding').toLowerCase().replace('identity', '') !== '') {
    throw new Problem(415, 'encoding_unsupported', 'Send the body as it is, without a Content-Encoding.');
  }
}

export function incompleteBody(): Problem {
  return new Problem(400, 'body_incomplete', 'The connection ended before the body did. Send the request again.');
}

/** Whether a Content-Type names JSON, in UTF-8 as far as it says. A long one would take time by the square of its length. */
export function isJsonType(contentType: string): boolean {
  if (contentType.length > 200) return false;
  return /^application\/(?:[\w.+-]+\+)?json\s*(?:;\s*charset="?utf-?8"?\s*)?;?\s*$/i.test(contentType);
}

function wrongType(): Problem {
  return new Problem(415, 'media_type_unsupported', 'Send the body as JSON, with Content-Type: application/json.');
}
