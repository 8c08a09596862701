import { expect, test } from 'vitest';
import { parseArtifactsUrl } from './artifacts-url.ts';

const s3 = { kind: 's3', bucket: 'my-bucket', prefix: '', region: null, endpoint: null, pathStyle: false };

test.each([
  ['file:///var/lib/waybill', { kind: 'folder', directory: '/var/lib/waybill' }],
  ['s3://my-bucket', s3],
  ['s3://my-bucket/', s3],
  ['s3://my-bucket/packages', { ...s3, prefix: 'packages/' }],
  ['s3://my-bucket/a/b/?region=eu-central-1', { ...s3, prefix: 'a/b/', region: 'eu-central-1' }],
  [
    's3://my-bucket?endpoint=https://minio.example.com:9000',
    { ...s3, endpoint: 'https://minio.example.com:9000', region: 'us-east-1', pathStyle: true },
  ],
  [
    's3://my-bucket/p?endpoint=https%3A%2F%2Fid.r2.example.com&region=auto&path_style=false',
    { ...s3, prefix: 'p/', endpoint: 'https://id.r2.example.com', region: 'auto' },
  ],
  ['s3://my-bucket?path_style=true', { ...s3, pathStyle: true }],
])('%s is a place for packages', (text, place) => {
  expect(parseArtifactsUrl(text)).toEqual(place);
});

test.each([
  ['packages', /^must be a file or an S3 URL; example: file:\/\//],
  ['https://my-bucket.s3.amazonaws.com', /^must be a file or an S3 URL/],
  ['file://var/lib/waybill', /^must be a file URL of this machine; example/],
  ['s3://', /^names no bucket/],
  ['s3://My_Bucket', /^names no bucket/],
  ['s3://my-bucket:9000', /^names no bucket/],
  ['s3://my-bucket/a%20b', /^has a prefix with characters/],
  ['s3://my-bucket/a//b', /^has a prefix with characters/],
  ['s3://key:secret@my-bucket', /^must have no credentials in it: set AWS_ACCESS_KEY_ID/],
  ['s3://my-bucket?regoin=x', /^has the parameter regoin; there are region, endpoint and path_style/],
  ['s3://my-bucket?region=EU%20central', /^has a region that is none/],
  ['s3://my-bucket?endpoint=minio:9000', /^has an endpoint that is no plain/],
  ['s3://my-bucket?endpoint=https://key:secret@minio', /^has an endpoint that is no plain/],
  ['s3://my-bucket?path_style=yes', /^has a path_style other than true and false/],
])('%s is refused', (text, problem) => {
  expect(parseArtifactsUrl(text)).toMatch(problem);
});
