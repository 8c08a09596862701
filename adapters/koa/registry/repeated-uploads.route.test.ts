import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type HttpService, startHttpService } from '../../../test/support/http-service.ts';
import { hashOf } from '../../../test/support/in-memory-ports.ts';
import { sampleEntry, sampleId } from '../../../test/support/sample-rows.ts';
import { pushMetadata, type SkillArchive, skillArchive, uploadForm } from '../../../test/support/skill-archive.ts';

const path = '/api/v1/registry';
const versions = `${path}/${sampleId(10)}/versions`;

let service: HttpService;
let archive: SkillArchive;
let other: SkillArchive;
/** How often bytes were given to the store, and what happens there. */
let stored = 0;
let storing: () => Promise<void> = async () => undefined;

beforeEach(async () => {
  [stored, storing] = [0, async () => undefined];
  const put = async (bytes: AsyncIterable<Uint8Array>) => {
    stored += 1;
    await storing();
    const whole = await buffer(bytes);
    return { contentHash: hashOf(whole), sizeBytes: whole.length };
  };
  service = await startHttpService({ artifacts: { put, open: async () => null, presign: async () => null } });
  service.world.entries = [sampleEntry({ name: 'there-already' })];
  archive = await skillArchive({ 'a.md': 'A.\n' });
  other = await skillArchive({ 'a.md': 'B.\n' });
});

afterEach(() => service.close());

type Sent = { of?: SkillArchive; metadata?: Record<string, unknown>; order?: ('metadata' | 'archive')[]; to?: string };

const post = async (body: FormData | string, to = versions, headers = {}) => {
  const answer = await service.send('POST', to, { body, headers: { 'Idempotency-Key': 'k', ...headers } });
  const { status, text } = answer;
  return { status, text, code: answer.json().code, headers: answer.headers };
};
const push = ({ of = archive, metadata = {}, order = ['metadata', 'archive'], to = versions }: Sent = {}) =>
  post(uploadForm(pushMetadata(of, { version: '1.0.0', ...metadata }), of.bytes, order), to);

describe.each([
  ['an entry', path],
  ['a version', versions],
])('an upload of %s with an Idempotency-Key', (_, to) => {
  test('is answered again as it was, in whatever order and with whatever boundary it comes, and nothing is done', async () => {
    const first = await push({ to });
    const again = await push({ to, order: ['archive', 'metadata'] });
    expect([first.status, again.status, again.text]).toEqual([201, 201, first.text]);
    for (const name of ['Location', 'Content-Type']) expect(again.headers.get(name)).toBe(first.headers.get(name));
    expect([first, again].map(({ headers }) => headers.get('Idempotency-Replayed'))).toEqual([null, 'true']);
    expect([stored, service.world.versions.length]).toEqual([1, 1]);
  });

  test.each([
    ['archive', (): Sent => ({ of: other })],
    ['bytes alone', (): Sent => ({ of: { ...archive, bytes: other.bytes } })],
    ['metadata', (): Sent => ({ metadata: { change_summary: 'Another.' } })],
    ['path', (): Sent => ({ to: to === path ? versions : path })],
  ])('is refused when its %s is another, and nothing is stored', async (_what, another) => {
    await push({ to });
    const refused = await push({ to, ...another() });
    expect([refused.status, refused.code]).toEqual([422, 'idempotency_key_reused']);
    expect([stored, service.world.versions.length]).toEqual([1, 1]);
    expect((await push({ to })).status).toBe(201);
  });
});

describe('an upload with an Idempotency-Key', () => {
  test('that was read and refused is refused again, whatever came since', async () => {
    const wrong = { metadata: { content_hash: 'a'.repeat(64) } };
    const first = await push(wrong);
    const again = await push(wrong);
    expect([first.code, again.text]).toEqual(['content_hash_mismatch', first.text]);
    expect([again.headers.get('Idempotency-Replayed'), stored]).toEqual(['true', 1]);
    expect((await push()).code).toBe('idempotency_key_reused');
  });

  test.each([
    ['before it was read', () => push({ to: `${path}/${sampleId(404)}/versions` }), 'entry_not_found'],
    ['half-way', () => push({ of: { ...archive, bytes: Buffer.from('no gzip') } }), 'archive_malformed'],
    ['for its metadata', () => push({ metadata: { version: 1 } }), 'invalid_request'],
    ['for its type', () => post('{}', versions, { 'Content-Type': 'application/json' }), 'media_type_unsupported'],
  ])('that was refused %s leaves the key free', async (_, send, code) => {
    expect((await send()).code).toBe(code);
    expect((await push()).status).toBe(201);
  });

  test('that the store failed is done again', async () => {
    storing = () => Promise.reject(new Error('on purpose'));
    expect((await push()).status).toBe(500);
    storing = async () => undefined;
    expect([(await push()).status, stored]).toEqual([201, 2]);
  });

  test('waits for nobody: of two at once, one is told to come again', async () => {
    const inside = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    storing = async () => {
      inside.resolve();
      await goOn.promise;
    };
    const first = push();
    await inside.promise;
    const second = await push();
    expect([second.status, second.code]).toEqual([409, 'idempotency_key_in_use']);
    goOn.resolve();
    expect([(await first).status, (await push()).status, stored]).toEqual([201, 201, 1]);
  });

  test('that is repeated broken or far too large is refused as such; the answer stays', async () => {
    const first = await push();
    const broken = await post('--b\r\n', versions, { 'Content-Type': 'multipart/form-data; boundary=b' });
    expect([broken.status, broken.code]).toEqual([400, 'multipart_malformed']);
    const large = await push({ of: { ...archive, bytes: Buffer.alloc(24 * 2 ** 20) } });
    expect([large.status, large.code]).toEqual([413, 'body_too_large']);
    expect([(await push()).text, stored]).toEqual([first.text, 1]);
  });
});
