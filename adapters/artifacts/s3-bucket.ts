import { createReadStream } from 'node:fs';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { PresignOptions } from '../../ports/registry/artifact-store.ts';

/** Where a bucket is. Credentials come from the SDK's default chain: `AWS_*` variables, profiles, roles. */
export type S3Place = {
  bucket: string;
  /** What every key begins with: empty, or with a slash at its end. */
  prefix: string;
  /** Null: the region of the SDK's chain (`AWS_REGION`, profiles). */
  region: string | null;
  /** Null: AWS. */
  endpoint: string | null;
  /** Whether the bucket stands in the path instead of the host name. */
  pathStyle: boolean;
};

export type S3Object = { sizeBytes: number; storedAt: Date };

export type S3Bucket = ReturnType<typeof s3Bucket>;

export type S3BucketOptions = S3Place & { listPageSize?: number };

/** The requests that the artifact store makes, on keys below the prefix. All that fails is a passing fault, told shortly. */
export function s3Bucket({ bucket, prefix, region, endpoint, pathStyle, listPageSize = 1000 }: S3BucketOptions) {
  const client = new S3Client({
    ...(region !== null && { region }),
    ...(endpoint !== null && { endpoint }),
    forcePathStyle: pathStyle,
    // What is sent carries its SHA-256 already; not all servers take the SDK's further checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    // What fails is thrown; the SDK's remarks would go to the console.
    logger: { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore },
    requestHandler: { connectionTimeout: 5_000, socketTimeout: 60_000 },
  });
  const at = (key: string) => ({ Bucket: bucket, Key: prefix + key });
  return {
    async put(key: string, { contentType, file }: { contentType: string; file?: SentFile }): Promise<void> {
      const body = file && {
        Body: createReadStream(file.path),
        ContentLength: file.sizeBytes,
        ChecksumSHA256: Buffer.from(file.contentHash, 'hex').toString('base64'),
      };
      const command = new PutObjectCommand({ ...at(key), ContentType: contentType, ContentLength: 0, ...body });
      await told('PutObject', client.send(command)).finally(() => body?.Body.destroy());
    },
    async head(key: string): Promise<S3Object | null> {
      const found = await told('HeadObject', client.send(new HeadObjectCommand(at(key))).catch(nullWhenMissing));
      if (found === null) return null;
      const { ContentLength: sizeBytes, LastModified: storedAt } = found;
      if (sizeBytes === undefined || !storedAt) throw new Error('S3 answered HeadObject without a size or a time.');
      return { sizeBytes, storedAt };
    },
    async *read(key: string): AsyncGenerator<Uint8Array> {
      const { Body: body } = await told('GetObject', client.send(new GetObjectCommand(at(key))));
      if (body) yield* body as unknown as AsyncIterable<Uint8Array>;
    },
    async remove(key: string, abortSignal?: AbortSignal): Promise<void> {
      const options = abortSignal && { abortSignal };
      await told('DeleteObject', client.send(new DeleteObjectCommand(at(key)), options));
    },
    async *list(folder: string): AsyncGenerator<{ key: string; storedAt: Date }> {
      let token: string | undefined;
      do {
        const asked = { Bucket: bucket, Prefix: prefix + folder, MaxKeys: listPageSize };
        const command = new ListObjectsV2Command({ ...asked, ...(token && { ContinuationToken: token }) });
        const page = await told('ListObjectsV2', client.send(command));
        for (const { Key: key, LastModified: storedAt } of page.Contents ?? []) {
          if (key !== undefined && storedAt) yield { key: key.slice(prefix.length), storedAt };
        }
        token = page.IsTruncated ? page.NextContinuationToken : undefined;
      } while (token !== undefined);
    },
    presign(key: string, { fileName, expiresInSeconds }: PresignOptions): Promise<string> {
      const command = new GetObjectCommand({
        ...at(key),
        ResponseContentDisposition: `attachment; filename="${fileName}"`,
        ResponseCacheControl: 'private, max-age=31536000, immutable, no-transform',
      });
      return told('presigning', getSignedUrl(client, command, { expiresIn: expiresInSeconds }));
    },
  };
}

/** S3 compares the bytes with the hash before it shows them. */
type SentFile = { path: string; sizeBytes: number; contentHash: string };

/** What S3 said, or why it could not be asked. */
export class S3Fault extends Error {
  override readonly name = 'S3Fault';
  /** S3's error code, e.g. `NoSuchBucket`, or the name of what went wrong on the way. */
  readonly code: string;
  /** The answer's HTTP status; null when there was no answer. */
  readonly status: number | null;

  constructor(request: string, cause: unknown) {
    const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
    const status = cause instanceof S3ServiceException ? (cause.$metadata.httpStatusCode ?? null) : null;
    const said = name === message || message === 'UnknownError' ? name : `${name}: ${message}`;
    super(`S3 ${request} failed${status === null ? '' : ` with ${status}`} (${said})`, { cause });
    this.code = name;
    this.status = status;
  }
}

function ignore(): void {}

async function told<T>(request: string, sent: Promise<T>): Promise<T> {
  try {
    return await sent;
  } catch (error) {
    throw new S3Fault(request, error);
  }
}

function nullWhenMissing(error: unknown): null {
  if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return null;
  throw error;
}
