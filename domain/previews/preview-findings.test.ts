import { expect, test } from 'vitest';
import { commitVersionOf, connectionId, entry, sha, taggedVersion } from '../registry/testing/sample-entry.ts';
import type { ManifestFile, PackedArchive } from '../registry/version.ts';
import { compareFiles } from './file-changes.ts';
import { findingsOf } from './preview-findings.ts';

function file(path: string, content = path, mode: ManifestFile['mode'] = '0644'): ManifestFile {
  return { path, hash: content, size: content.length, mode };
}

function packed(manifestHash: string, files: ManifestFile[]): PackedArchive {
  return {
    ...{ contentHash: 'c', tarHash: 't', manifestHash, sizeBytes: 10, unpackedBytes: 20, compressor: 'zlib', files },
  };
}

const head = (n: number, content: string, files: ManifestFile[] = [file('SKILL.md')]) => ({
  connectionId,
  commit: sha(n),
  archive: packed(content, files),
});

test('files are compared by path, bytes and mode, in the order of their paths', () => {
  const before = [file('a'), file('b'), file('run.sh'), file('z')];
  const after = [file('a', 'other'), file('run.sh', 'run.sh', '0755'), file('z'), file('B'), file('é')];
  expect(compareFiles(before, after)).toEqual({ added: ['B', 'é'], removed: ['b'], changed: ['a', 'run.sh'] });
});

test('a first version is all new, and becomes current', () => {
  const findings = findingsOf(head(7, 'new', [file('SKILL.md'), file('b')]), entry([]), null);
  expect(findings).toMatchObject({
    kind: 'publishable',
    version: `0.0.0-github.${sha(7).slice(0, 7)}`,
    package: { contentHash: 'c', tarHash: 't', sizeBytes: 10, unpackedBytes: 20, files: 2 },
    changes: { added: ['SKILL.md', 'b'], removed: [], changed: [], counts: { added: 2, removed: 0, changed: 0 } },
    against: null,
    current: 'becomes-current',
  });
});

test('a version of a commit leaves a release current', () => {
  const release = taggedVersion(1, '1.2.0', 'old');
  const findings = findingsOf(head(7, 'new'), entry([release], release), [file('SKILL.md', 'old'), file('gone')]);
  expect(findings).toMatchObject({
    against: '1.2.0',
    current: 'release-stays',
    changes: { added: [], removed: ['gone'], changed: ['SKILL.md'] },
  });
});

test('the same files as the current version’s, or the branch’s newest one’s, are nothing to publish', () => {
  const release = taggedVersion(2, '1.2.0', 'released');
  const newest = commitVersionOf(3, 'same');
  const state = entry([release, newest], release);
  expect(findingsOf(head(7, 'same'), state, [])).toEqual({ kind: 'unchanged', version: newest.version });
  expect(findingsOf(head(7, 'released'), state, [])).toEqual({ kind: 'unchanged', version: '1.2.0' });
});

test('a head that was synced by hand would still be published by the merge', () => {
  const current = commitVersionOf(1, 'old');
  const origin = { kind: 'other-ref', connectionId, commit: sha(7) } as const;
  const byHand = commitVersionOf(7, 'new', { origin });
  expect(findingsOf(head(7, 'new'), entry([current, byHand], current), [])).toMatchObject({
    kind: 'publishable',
    current: 'becomes-current',
  });
});

test('of many changes some are named and all are counted', () => {
  const files = Array.from({ length: 250 }, (_, n) => file(`f${n}`));
  const findings = findingsOf(head(7, 'new', files), entry([]), null);
  expect(findings.kind === 'publishable' && findings.changes.added).toHaveLength(100);
  expect(findings).toMatchObject({ changes: { counts: { added: 250 } } });
});
