import type { Context } from 'koa';
import { z } from 'zod';
import type { PackageLimits } from '../../../domain/publishing/package-rules.ts';
import type { Refusal } from '../../../workflows/refusal.ts';
import type {
  PushMetadata,
  ReceivedArchive,
  Upload,
  VersionMetadata,
} from '../../../workflows/registry/push-version.use-case.ts';
import { checked, plainText, sha256Text } from '../input.ts';
import { type PartReader, readParts } from '../multipart.ts';
import { Problem } from '../problem.ts';
import { parsedJson } from '../request-body.ts';
import type { RequestState } from '../request-log.ts';
import { entryVisibility } from './registry-json.ts';

const metadataLimitBytes = 4 * 1024 * 1024;
/** For boundaries and headers of the parts. */
const multipartOverheadBytes = 64 * 1024;

export const sourceRepo = plainText(1, 201)
  .regex(/^[\w-]+\/[\w.-]+$/, 'Give it as owner/name.')
  .nullable()
  .default(null);

const versionFields = {
  version: plainText(1, 128),
  change_summary: plainText(0, 4_096).nullable().default(null),
  source_repo: sourceRepo,
  file_manifest: z
    .array(
      z.object({
        path: z.string().min(1).max(2_048),
        hash: sha256Text,
        size: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
      }),
    )
    .max(20_000)
    .meta({ description: 'Every file of the archive, with the SHA-256 and size of its bytes; in any order.' }),
  content_hash: sha256Text.meta({ description: 'SHA-256 of the archive as it is sent, gzip and all.' }),
};

const entryFields = {
  name: plainText(1, 128),
  entry_type: z.literal('skill'),
  // As many characters as SKILL.md may have, each of which may be two units.
  description: plainText(0, 2_048).nullable().default(null),
  visibility: entryVisibility.default('org'),
};

const archivePart = z.string().meta({
  contentMediaType: 'application/gzip',
  description: 'A `.tar.gz` with SKILL.md at its root, as a file. These very bytes are kept and served.',
});

/** Fields that are not known are left alone: clients of a later version may send more. */
export const newEntryParts = z.object({
  metadata: z.object({ ...entryFields, ...versionFields }),
  archive: archivePart,
});

/** The entry is named by the path; what the metadata says of it besides is not read. */
export const versionParts = z.object({ metadata: z.object(versionFields), archive: archivePart });

export function newEntryUpload(ctx: Context, limits: PackageLimits): Upload<PushMetadata> {
  return uploadOf(ctx, limits, newEntryParts.shape.metadata, (given) => {
    const { name, description, visibility } = given;
    return { name, description, visibility, ...versionMetadata(given) };
  });
}

export function versionUpload(ctx: Context, limits: PackageLimits): Upload<VersionMetadata> {
  return uploadOf(ctx, limits, versionParts.shape.metadata, versionMetadata);
}

function versionMetadata(given: z.output<typeof versionParts.shape.metadata>): VersionMetadata {
  return {
    version: given.version,
    changeSummary: given.change_summary,
    sourceRepo: given.source_repo,
    files: given.file_manifest,
    contentHash: given.content_hash,
  };
}

/** Reads an upload to its end and does nothing with it, to see whether it is the same again. */
export async function skimUpload(ctx: Context, limits: PackageLimits): Promise<void> {
  const skim: PartReader = async (bytes) => {
    for await (const chunk of bytes) void chunk;
    return 'next';
  };
  await readUpload(ctx, limits, { metadata: skim, archive: skim });
}

async function readUpload(
  ctx: Context,
  { maxPackedBytes }: PackageLimits,
  readers: { metadata: PartReader; archive: PartReader },
): Promise<void> {
  // One byte more of an archive than allowed is still read: it is refused as the archive that it is.
  const digest = await readParts(ctx, readers, maxPackedBytes + 1 + metadataLimitBytes + multipartOverheadBytes);
  if (digest !== undefined) (ctx.state as RequestState).bodyDigest = digest;
}

function uploadOf<Schema extends z.ZodType, Metadata>(
  ctx: Context,
  limits: PackageLimits,
  schema: Schema,
  toMetadata: (given: z.output<Schema>) => Metadata,
): Upload<Metadata> {
  return async (receive) => {
    const parts: { metadata?: Metadata; received?: ReceivedArchive; refusal?: Refusal } = {};
    const readers = {
      metadata: async (bytes: AsyncIterable<Uint8Array>) => {
        parts.metadata = toMetadata(checked(schema, await readJsonPart(bytes), 'metadata'));
        return 'next' as const;
      },
      archive: async (bytes: AsyncIterable<Uint8Array>) => {
        const received = await receive(bytes);
        if (received.kind === 'received') parts.received = received;
        else parts.refusal = received;
        return received.kind === 'received' ? ('next' as const) : ('enough' as const);
      },
    };
    await readUpload(ctx, limits, readers);
    const { metadata, received, refusal } = parts;
    if (refusal) return refusal;
    if (metadata === undefined) throw missing('metadata');
    if (received === undefined) throw missing('archive');
    return { kind: 'uploaded', metadata, received };
  };
}

async function readJsonPart(bytes: AsyncIterable<Uint8Array>): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of bytes) {
    sizeBytes += chunk.length;
    if (sizeBytes > metadataLimitBytes) {
      throw new Problem(413, 'body_too_large', 'The part metadata is larger than 4 MiB. Pack fewer files.');
    }
    chunks.push(chunk);
  }
  return parsedJson(Buffer.concat(chunks), 'The part metadata');
}

function missing(part: string): Problem {
  const errors = [{ path: part, message: 'The part is missing.' }];
  return new Problem(422, 'invalid_request', `The part ${part} is missing. Send both: metadata and archive.`, {
    errors,
  });
}
