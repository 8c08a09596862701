import { createHash, type Hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy, type BusboyFileStream, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import type { Context } from 'koa';
import { Problem } from './problem.ts';
import { incompleteBody, refuseEncoded } from './request-body.ts';
import { sha256Hex } from './sha256.ts';

/** Reads one part to its end. `enough`: the rest of the request does not matter any more. */
export type PartReader = (bytes: AsyncIterable<Uint8Array>) => Promise<'next' | 'enough'>;

/** How much of a request that was refused half-way is still read, so that the client gets to read the answer. */
const discardLimitBytes = 32 * 1024 * 1024;

/**
 * Reads a `multipart/form-data` body (RFC 7578) part by part as it comes, in any order; nothing is held but what the
 * readers hold. A part that no reader is for, or that comes twice: 422; more than `limitBytes` in all: 413. That all
 * parts were there is the caller's to see. Gives what tells the parts from others, whatever their order and boundary is;
 * undefined when a reader had enough.
 */
export async function readParts(
  ctx: Context,
  readers: Readonly<Record<string, PartReader>>,
  limitBytes: number,
): Promise<string | undefined> {
  const parser = parserFor(ctx);
  const parts = new Set<Readable>();
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined);
  const fail = (error: unknown) => {
    failed.reject(error);
    for (const part of parts) part.destroy(error instanceof Error ? error : new Error(String(error)));
  };
  const seen = new Map<string, Hash>();
  let reading: Promise<unknown> = Promise.resolve();
  parser.on('file', (name: string | undefined, part: BusboyFileStream) => {
    parts.add(part);
    part.on('error', () => undefined);
    reading = reading.then(() => readPart(readers, seen, name ?? '', part)).finally(() => parts.delete(part));
    reading.catch(fail);
  });
  const finished = new Promise<void>((resolve, reject) => {
    parser.on('finish', resolve);
    parser.on('error', () => reject(malformed()));
  });
  finished.catch(fail);
  const stopWatching = watch(ctx.req, limitBytes, fail);
  ctx.req.pipe(parser);
  try {
    await Promise.race([failed.promise, finished.then(() => reading)]);
    return digestOf(seen);
  } catch (error) {
    ctx.req.unpipe(parser);
    fail(error);
    await reading.catch(() => undefined);
    await discardRest(ctx);
    if (!(error instanceof Enough)) throw error;
    return undefined;
  } finally {
    stopWatching();
  }
}

/** Ends the reading without a fault. */
class Enough extends Error {}

async function readPart(
  readers: Readonly<Record<string, PartReader>>,
  seen: Map<string, Hash>,
  name: string,
  part: BusboyFileStream,
): Promise<void> {
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
  const parts = Object.keys(readers).join(' and ');
  const shown = JSON.stringify(name.slice(0, 50));
  if (!reader) throw wrongPart(`There is a part ${shown}; this path takes the parts ${parts}.`);
  if (seen.has(name)) throw wrongPart(`The part ${shown} comes twice; send it once.`);
  const hash = createHash('sha256');
  seen.set(name, hash);
  if ((await reader(hashed(part, hash))) === 'enough') throw new Enough();
}

async function* hashed(part: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of part) {
    hash.update(chunk);
    yield chunk;
  }
}

function digestOf(parts: ReadonlyMap<string, Hash>): string {
  return sha256Hex(JSON.stringify([...parts].map(([name, hash]) => [name, hash.digest('hex')]).sort()));
}

function parserFor(ctx: Context): BusboyInstance {
  const type = ctx.get('Content-Type');
  if (!/^multipart\/form-data\s*;/i.test(type)) {
    throw new Problem(415, 'media_type_unsupported', 'Send the parts as multipart/form-data, with a boundary.');
  }
  refuseEncoded(ctx);
  const limits = { parts: 10, headerPairs: 50, fieldNameSize: 100 };
  try {
    return new Busboy({ headers: ctx.req.headers as BusboyHeaders, limits, isPartAFile: () => true });
  } catch {
    throw malformed();
  }
}

/** Calls `fail` when the request breaks off or grows past the limit. Gives what ends the watching. */
function watch(request: IncomingMessage, limitBytes: number, fail: (problem: Problem) => void): () => void {
  let sizeBytes = 0;
  const count = (chunk: Buffer) => {
    sizeBytes += chunk.length;
    if (sizeBytes > limitBytes) fail(tooLarge(limitBytes));
  };
  const closed = () => {
    if (!request.complete) fail(incompleteBody());
  };
  request.on('data', count);
  request.on('close', closed);
  return () => {
    request.off('data', count);
    request.off('close', closed);
  };
}

async function discardRest(ctx: Context): Promise<void> {
  const { req } = ctx;
  let discarded = 0;
  try {
    for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      discarded += chunk.length;
      if (discarded > discardLimitBytes) break;
    }
  } catch {
    // The client went away: nobody reads the answer.
  }
  if (!req.complete) ctx.set('Connection', 'close');
}

function wrongPart(detail: string): Problem {
  return new Problem(422, 'invalid_request', detail);
}

function malformed(): Problem {
  return new Problem(400, 'multipart_malformed', 'The body is no whole multipart/form-data. Send all of its parts.');
}

function tooLarge(limitBytes: number): Problem {
  const limit = `${Math.floor(limitBytes / 1024 / 1024)} MiB`;
  return new Problem(
    413,
    'body_too_large',
    `The body is larger than ${limit}, which is the most that this path takes.`,
  );
}
