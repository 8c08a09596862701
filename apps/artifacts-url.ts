import { fileURLToPath } from 'node:url';

/** Where packages are kept. */
export type ArtifactsPlace =
  | { kind: 'folder'; directory: string }
  | {
      kind: 's3';
      bucket: string;
      /** Empty, or with a slash at its end. */
      prefix: string;
      region: string | null;
      endpoint: string | null;
      pathStyle: boolean;
    };

const examples = 'file:///var/lib/waybill/artifacts or s3://my-bucket/packages?region=eu-central-1';
const endpointExample = 'endpoint=https://s3.example.com';

/**
 * Reads `file:///<path>`, or `s3://<bucket>/<prefix>` with the parameters `region`, `endpoint` (a base URL; without it
 * AWS) and `path_style` (`true` or `false`; without it `true` where there is an endpoint). A text tells what is wrong.
 */
export function parseArtifactsUrl(text: string): ArtifactsPlace | string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'file:') return parseFolder(text);
  if (url?.protocol === 's3:') return parseS3(url);
  return `must be a file or an S3 URL; example: ${examples}`;
}

function parseFolder(text: string): ArtifactsPlace | string {
  try {
    return { kind: 'folder', directory: fileURLToPath(text) };
  } catch {
    return 'must be a file URL of this machine; example: file:///var/lib/waybill/artifacts';
  }
}

function parseS3(url: URL): ArtifactsPlace | string {
  const { username, password, hostname: bucket, port, searchParams, hash } = url;
  if (`${username}${password}` !== '')
    return 'must have no credentials in it: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run with a role';
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) || port !== '' || hash !== '')
    return `names no bucket that there can be; example: ${examples}`;
  const prefix = readPrefix(url);
  if (prefix === null)
    return `has a prefix with characters other than letters, digits and !-_.*'()/; example: ${examples}`;
  const region = searchParams.get('region') || null;
  const endpoint = searchParams.get('endpoint') || null;
  const pathStyle = searchParams.get('path_style');
  const unknown = [...searchParams.keys()].find((key) => !['region', 'endpoint', 'path_style'].includes(key));
  if (unknown !== undefined) return `has the parameter ${unknown}; there are region, endpoint and path_style`;
  if (region !== null && !/^[a-z0-9-]{1,50}$/.test(region))
    return 'has a region that is none; example: region=eu-central-1';
  if (endpoint !== null && !isBaseUrl(endpoint))
    return `has an endpoint that is no plain http or https URL; example: ${endpointExample}`;
  if (pathStyle !== null && pathStyle !== 'true' && pathStyle !== 'false')
    return 'has a path_style other than true and false; example: path_style=true';
  return {
    kind: 's3',
    ...{ bucket, prefix, endpoint },
    region: region ?? (endpoint === null ? null : 'us-east-1'),
    pathStyle: pathStyle === null ? endpoint !== null : pathStyle === 'true',
  };
}

/** Only characters that are safe in keys (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html). */
function readPrefix({ pathname }: URL): string | null {
  const path = pathname.replace(/^\/+|\/+$/g, '');
  if (path === '') return '';
  return /^[A-Za-z0-9!\-_.*'()]+(\/[A-Za-z0-9!\-_.*'()]+)*$/.test(path) ? `${path}/` : null;
}

function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === '';
}
