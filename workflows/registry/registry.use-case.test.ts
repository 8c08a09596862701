import { beforeEach, describe, expect, test } from 'vitest';
import type { PresignOptions } from '../../ports/registry/artifact-store.ts';
import type { DownloadGrant } from '../../ports/registry/download-signer.ts';
import { idsInARow, World } from '../../test/support/in-memory-ports.ts';
import { registry } from '../../test/support/in-memory-registry.ts';
import { sampleCaller, sampleEntry, sampleId, sampleTime, sampleVersion } from '../../test/support/sample-rows.ts';
import { type CheckForUpdatesPorts, checkForUpdates } from './check-for-updates.use-case.ts';
import { createEntry } from './create-entry.use-case.ts';
import { type DownloadPorts, downloadByLink, downloadVersion, grantDownload } from './download-version.use-case.ts';
import { listEntries } from './list-entries.use-case.ts';
import { showEntry } from './show-entry.use-case.ts';

const old = sampleVersion({ id: sampleId(21), version: '1.1.0', contentHash: 'f'.repeat(64) });
const current = sampleVersion();
const caller = sampleCaller({ role: 'admin' });

let world: World;
let now: Date;

beforeEach(() => {
  world = new World();
  world.entries = [sampleEntry({ currentVersionId: current.id })];
  world.versions = [current, old];
  world.bytes.set(current.contentHash, Buffer.from('gzip'));
  now = sampleTime;
});

function ports(): DownloadPorts & CheckForUpdatesPorts & { registry: ReturnType<typeof registry> } {
  const sign = ({ versionId, expiresAt }: DownloadGrant) => `signed-${versionId}-${expiresAt}`;
  return {
    registry: registry(world),
    artifacts: {
      open: async (hash) => {
        const bytes = world.bytes.get(hash);
        return bytes ? { sizeBytes: bytes.length, bytes: pieces(bytes) } : null;
      },
      presign: async () => null,
    },
    downloads: { sign, verify: (grant, signature) => sign(grant) === signature },
    now: () => now,
  };
}

async function* pieces(bytes: Uint8Array) {
  yield bytes;
}

describe('checking for updates', () => {
  const check = async (...installed: [string, string][]) => {
    const checked = await checkForUpdates(ports(), {
      caller,
      installed: installed.map(([entryId, contentHash]) => ({ entryId, contentHash })),
    });
    if (checked.kind !== 'checked') throw new Error(checked.message);
    return checked.updates;
  };
  const entryId = sampleId(10);

  test.each([
    ['none', true, 'none'],
    [current.contentHash, false, '1.2.0'],
    [old.contentHash, true, '1.1.0'],
    ['0'.repeat(64), true, 'unknown'],
    ["'; drop table", true, 'unknown'],
  ])('installed %s: update %s, label %s', async (hash, hasUpdate, installedLabel) => {
    expect(await check([entryId, hash])).toMatchObject([{ hasUpdate, installedLabel, latest: { version: '1.2.0' } }]);
  });

  test('after a rollback the older version is the update', async () => {
    world.entries = [sampleEntry({ currentVersionId: old.id })];
    const updates = await check([entryId, current.contentHash]);
    expect(updates).toMatchObject([{ hasUpdate: true, installedLabel: '1.2.0', latest: { version: '1.1.0' } }]);
  });

  test('any number of packages costs two questions', async () => {
    const asked: string[] = [];
    const counting = new Proxy(registry(world), {
      get: (target, name, receiver) => {
        asked.push(String(name));
        return Reflect.get(target, name, receiver);
      },
    });
    const installed = Array.from({ length: 300 }, () => ({ entryId, contentHash: old.contentHash }));
    const checked = await checkForUpdates({ ...ports(), registry: counting }, { caller, installed });
    expect(checked.kind === 'checked' && checked.updates.map((update) => update.installedLabel)).toEqual(
      Array(300).fill('1.1.0'),
    );
    expect(asked).toEqual(['findEntries', 'findVersionsByHash']);
  });

  test('an entry without a current version has nothing to change to', async () => {
    world.entries = [sampleEntry()];
    const updates = await check([entryId, old.contentHash]);
    expect(updates).toMatchObject([{ hasUpdate: false, latest: null, link: null, installedLabel: '1.1.0' }]);
  });

  test("unknown ids, no ids at all and other organizations' are left out; the order stays", async () => {
    world.entries.push(sampleEntry({ id: sampleId(11), organizationId: sampleId(999) }));
    world.entries.push(sampleEntry({ id: sampleId(12), name: 'second' }));
    const asked = [sampleId(12), 'sync', sampleId(11), sampleId(13), entryId, entryId.toUpperCase()];
    const updates = await check(...asked.map((id): [string, string] => [id, 'none']));
    expect(updates.map(({ entry }) => entry.name)).toEqual(['second', 'lint-rules', 'lint-rules']);
  });
});

test('a store with URLs of its own is where clients are sent', async () => {
  const presign = async (hash: string, { fileName, expiresInSeconds }: PresignOptions) =>
    `https://s3.example.com/${hash}?as=${fileName}&for=${expiresInSeconds}`;
  const checked = await checkForUpdates(
    { ...ports(), artifacts: { presign } },
    { caller, installed: [{ entryId: sampleId(10), contentHash: 'none' }] },
  );
  const url = `https://s3.example.com/${current.contentHash}?as=${world.entries[0]?.name}-1.2.0.tar.gz&for=3600`;
  expect(checked).toMatchObject({ updates: [{ link: { kind: 'presigned', url } }] });
});

describe('signed links', () => {
  test('a link works without a key until its hour is over', async () => {
    const link = grantDownload(ports(), current.id);
    expect(await downloadByLink(ports(), link)).toMatchObject({ kind: 'download', version: { version: '1.2.0' } });
    now = new Date(sampleTime.getTime() + 3_599_000);
    expect(await downloadByLink(ports(), link)).toMatchObject({ kind: 'download' });
    now = new Date(sampleTime.getTime() + 3_600_000);
    expect(await downloadByLink(ports(), link)).toMatchObject({ kind: 'forbidden', code: 'link_expired' });
  });

  test('a link that was changed is refused, even when it has expired', async () => {
    const { grant, signature } = grantDownload(ports(), current.id);
    const changed = { ...grant, expiresAt: grant.expiresAt + 1 };
    expect(await downloadByLink(ports(), { grant: changed, signature })).toMatchObject({ code: 'link_invalid' });
    const other = { ...grant, versionId: old.id };
    expect(await downloadByLink(ports(), { grant: other, signature })).toMatchObject({ code: 'link_invalid' });
  });

  test('a version that is gone is not found', async () => {
    const link = grantDownload(ports(), sampleId(99));
    expect(await downloadByLink(ports(), link)).toMatchObject({ code: 'version_not_found' });
  });

  test('bytes that the store lacks are a fault of ours', async () => {
    const download = await downloadByLink(ports(), grantDownload(ports(), old.id));
    if (download.kind !== 'download') throw new Error(download.kind);
    await expect(download.open()).rejects.toThrow('lacks the bytes');
  });
});

describe('reading', () => {
  test('a version is downloaded by its exact name', async () => {
    const download = (version: string) => downloadVersion(ports(), { caller, entryId: sampleId(10), version });
    expect(await download('1.1.0')).toMatchObject({
      kind: 'download',
      version: { id: old.id },
      entryName: 'lint-rules',
    });
    expect(await download('1.1')).toMatchObject({ kind: 'not-found', code: 'version_not_found' });
  });

  test("another organization's entry is not found", async () => {
    const stranger = sampleCaller({ organizationId: sampleId(999) });
    const input = { caller: stranger, entryId: sampleId<never>(10), version: '1.2.0' };
    expect(await showEntry(ports(), input)).toMatchObject({ kind: 'not-found', code: 'entry_not_found' });
    expect(await downloadVersion(ports(), input)).toMatchObject({ kind: 'not-found', code: 'entry_not_found' });
  });

  test('a name is matched exactly; one that cannot exist is not looked for', async () => {
    const names = async (name?: string) => {
      const listed = await listEntries(ports(), { caller, name });
      return listed.kind === 'listed' ? listed.entries.map(({ entry }) => entry.name) : listed.code;
    };
    expect(await names()).toEqual(['lint-rules']);
    expect(await names('lint-rules')).toEqual(['lint-rules']);
    expect(await names('lint')).toEqual([]);
    world.entries = [sampleEntry({ name: 'a\u0000' })];
    expect(await names('a\u0000')).toEqual([]);
  });
});

describe('creating an entry', () => {
  const create = (name: string) =>
    createEntry(
      { registry: registry(world), newId: idsInARow() },
      { caller, name, description: null, visibility: 'org', sourceRepo: null },
    );

  test('a new name makes an entry of the caller’s organization', async () => {
    expect(await create('new-skill')).toMatchObject({ kind: 'created', entry: { organizationId: sampleId(1) } });
  });

  test('a taken name is refused', async () => {
    expect(await create('lint-rules')).toMatchObject({ kind: 'conflict', code: 'name_taken' });
  });

  test.each(['', '-a', '.a', 'a b', 'a/b', 'ä', 'a'.repeat(129), 'sync\n'])('%j is no name', async (name) => {
    expect(await create(name)).toMatchObject({ kind: 'invalid', problems: [{ path: 'name' }] });
  });
});
