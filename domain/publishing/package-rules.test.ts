import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  comparePaths,
  defaultPackageLimits,
  isLfsPointer,
  lfsProblem,
  type PackageEntry,
  sizeProblem,
  startPackageReview,
} from './package-rules.ts';

function review(entries: Iterable<PackageEntry>, maxFiles = defaultPackageLimits.maxFiles) {
  const started = startPackageReview({ ...defaultPackageLimits, maxFiles });
  for (const entry of entries) started.add(entry);
  return started.finish();
}

function files(...paths: string[]): PackageEntry[] {
  return paths.map((path) => ({ path, mode: '100644' }));
}

function accepted(entries: PackageEntry[]): string[] {
  const verdict = review(entries);
  if (verdict.kind === 'refused') throw new Error(JSON.stringify(verdict.problems));
  return verdict.files.map(({ path }) => path);
}

test('files are accepted as they came, in the order of their bytes', () => {
  const entries = [
    { path: 'b', mode: '100755', objectId: '2' },
    { path: 'a/c', mode: '100644', objectId: '1' },
  ];
  const started = startPackageReview<(typeof entries)[number]>(defaultPackageLimits);
  for (const entry of entries) started.add(entry);
  expect(started.finish()).toEqual({ kind: 'accepted', files: [entries[1], entries[0]] });
});

test('what never belongs into a package is left out at every depth', () => {
  const leftOut = [
    '.git/config',
    'a/.git',
    'node_modules/x/y.js',
    'a/node_modules/z',
    '.env',
    'a/.env',
    '.env.local',
    'a/.env.d/x',
  ];
  const kept = ['.environment', '.github/x', '.gitignore', 'env', 'my_node_modules/x', 'x.env'];
  expect(accepted(files(...leftOut, ...kept)).sort()).toEqual(kept.sort());
});

test('links and key files in what is left out do not matter', () => {
  const entries = [{ path: 'node_modules/.bin/tsc', mode: '120000' }, ...files('.git/id_rsa', 'SKILL.md')];
  expect(accepted(entries)).toEqual(['SKILL.md']);
});

test.each([
  ['link', { path: 'a/link', mode: '120000' }],
  ['submodule', { path: 'sub', mode: '160000' }],
  ['special_file', { path: 'fifo', mode: '010000' }],
  ['path_traversal', { path: '../x', mode: '100644' }],
  ['path_traversal', { path: 'a/../../x', mode: '100644' }],
  ['path_traversal', { path: 'node_modules/../x', mode: '100644' }],
  ['path_traversal', { path: '', mode: '100644' }],
  ['path_traversal', { path: '..', mode: '040000' }],
  ['absolute_path', { path: '/etc/passwd', mode: '100644' }],
  ['path_too_long', { path: 'a/'.repeat(600), mode: '100644' }],
  ['control_character', { path: 'a\u0007b', mode: '100644' }],
  ['control_character', { path: 'a\u0085b', mode: '100644' }],
  ['key_material', { path: 'certs/server.pem', mode: '100644' }],
  ['key_material', { path: 'SERVER.KEY', mode: '100644' }],
  ['key_material', { path: 'id_rsa', mode: '100644' }],
  ['key_material', { path: 'ssh/id_rsa.pub', mode: '100644' }],
  ['key_material', { path: '.npmrc', mode: '100644' }],
  ['key_material', { path: 'credentials.json', mode: '100644' }],
  ['key_material', { path: 'a/credentials-prod.json', mode: '100644' }],
] as const)('%s: %o is refused and named', (code, entry) => {
  const verdict = review([...files('SKILL.md'), entry]);
  expect(verdict).toMatchObject({ kind: 'refused', problems: [{ code }], omitted: 0 });
  const [problem] = verdict.kind === 'refused' ? verdict.problems : [];
  expect(problem?.message).toMatch(/^\S.* .*\.$/);
  expect(problem?.message).not.toMatch(/\p{Cc}/u);
  expect(problem?.path).not.toMatch(/\p{Cc}/u);
});

test('names that only resemble refused ones are accepted', () => {
  const paths = [
    'a..b',
    '...',
    'keys.md',
    'key',
    'pem',
    'my_id_rsa',
    'x.npmrc',
    'my-credentials.json',
    'credentials.md',
    'a\\b',
    'ü',
  ];
  expect(accepted(files(...paths)).sort()).toEqual(paths.sort());
});

test('members of an archive may start with ./ and be folders, whatever the folders are named', () => {
  const folders = ['./', './a/', './a/x.key/', '.'].map((path) => ({ path, mode: '040000' }));
  expect(accepted([...folders, ...files('./a/b', './SKILL.md', 'a//c')])).toEqual(['SKILL.md', 'a/b', 'a/c']);
});

describe('names that some file system confuses', () => {
  test.each([
    ['name_conflict_case', 'readme.md', 'README.md'],
    ['name_conflict_case', 'docs/a', 'Docs/b'],
    ['name_conflict_case', 'docs', 'Docs/b'],
    ['name_conflict_case', 'stra\u00dfe', 'STRA\u1e9eE'],
    ['name_conflict_case', '\u03bf\u03c2', '\u039f\u03a3'],
    ['name_conflict_case', '\u212a', 'k'],
    ['name_conflict_unicode', 'caf\u00e9', 'cafe\u0301'],
    ['name_conflict_unicode', 'caf\u00e9/a', 'cafe\u0301/b'],
    ['name_conflict_case', 'CAF\u00c9', 'cafe\u0301'],
    ['duplicate_name', 'a', 'a'],
    ['duplicate_name', 'a', './a'],
    ['duplicate_name', 'a', 'a/b'],
  ])('%s: %s and %s', (code, a, b) => {
    for (const paths of [
      [a, b],
      [b, a],
    ]) {
      const verdict = review(files('SKILL.md', ...paths, 'z'));
      expect(verdict).toMatchObject({ kind: 'refused', problems: [{ code }], omitted: 0 });
    }
  });

  test('names that stay apart everywhere are accepted', () => {
    const paths = ['stra\u00dfe', 'strasse', 'a', 'b', 'a.b', 'a-b', 'ab', 'fi', '\ufb01'];
    expect(accepted(files(...paths))).toHaveLength(paths.length);
  });

  test('a conflict is found wherever the two stand in the list', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-c]{1,2}(\/[a-c]{1,2}){0,2}$/), { maxLength: 8 });
    fc.assert(
      fc.property(names, fc.nat(), (paths, at) => {
        const victim = paths[at % Math.max(1, paths.length)];
        fc.pre(victim !== undefined && review(files(...paths)).kind === 'accepted');
        const verdict = review(files(...paths, `${victim}`.toUpperCase()));
        expect(verdict).toMatchObject({
          kind: 'refused',
          problems: expect.arrayContaining([expect.objectContaining({ code: 'name_conflict_case' })]),
        });
      }),
    );
  });
});

describe('limits', () => {
  test('as many files as allowed are accepted, one more is not', () => {
    const paths = Array.from({ length: 4 }, (_, index) => `file-${index}`);
    expect(review(files(...paths), 4).kind).toBe('accepted');
    expect(review(files(...paths), 3)).toEqual({
      kind: 'refused',
      problems: [
        {
          code: 'too_many_files',
          path: null,
          message: 'The package has 4 files; at most 3 are allowed. Remove some, or connect a narrower skill_path.',
        },
      ],
      omitted: 0,
    });
  });

  test('left-out files do not count', () => {
    expect(review(files('node_modules/a', 'node_modules/b', 'c'), 1).kind).toBe('accepted');
  });

  test('a hundred thousand files and problems are counted without being kept', () => {
    function* many(): Generator<PackageEntry> {
      for (let index = 0; index < 50_000; index += 1) {
        yield { path: `file-${index}`, mode: '100644' };
        yield { path: `link-${index}`, mode: '120000' };
      }
    }
    const verdict = review(many());
    expect(verdict).toMatchObject({ kind: 'refused', omitted: 50_001 - 50 });
    expect(verdict.kind === 'refused' && verdict.problems).toHaveLength(50);
    expect(verdict.kind === 'refused' && verdict.problems[0]?.code).toBe('too_many_files');
  });

  test('no more problems are kept than are shown', () => {
    const links = Array.from({ length: 60 }, (_, index) => ({ path: `link-${index}`, mode: '120000' }));
    const verdict = review(links);
    expect(verdict).toMatchObject({ kind: 'refused', omitted: 10 });
    expect(verdict.kind === 'refused' && verdict.problems).toHaveLength(50);
  });

  test('files beyond the limit are not kept, and so not compared', () => {
    const verdict = review(files('x', 'y', 'a', 'A'), 2);
    expect(verdict).toMatchObject({ kind: 'refused', problems: [{ code: 'too_many_files' }], omitted: 0 });
  });

  test.each([
    [sizeProblem('a.bin', 2 * 2 ** 20), 'file_too_large', 'a.bin is larger than a file may be (2 MiB).'],
    [sizeProblem(null, 1000), 'package_too_large', "The package's files are larger than 1000 bytes together."],
    [sizeProblem(null, 2 ** 24, 'archive'), 'archive_too_large', 'The packed archive is larger than 16 MiB.'],
    [lfsProblem('a.bin'), 'lfs_pointer', 'a.bin is a Git LFS pointer, not the file itself.'],
  ])('%o', (problem, code, beginning) => {
    expect(problem.code).toBe(code);
    expect(problem.message.startsWith(beginning)).toBe(true);
  });
});

const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;

test.each([
  ['a pointer', pointer, true],
  ["a pointer's bytes", new TextEncoder().encode(pointer), true],
  ['the first line alone', 'version https://git-lfs.github.com/spec/v1', true],
  ['a longer file that begins so', pointer.padEnd(1024, ' '), false],
  ['another version', 'version https://git-lfs.github.com/spec/v11\n', false],
  ['text about it', `See ${pointer}`, false],
  ['nothing', '', false],
])('whether %s is a Git LFS pointer', (_, content, expected) => {
  expect(isLfsPointer(content)).toBe(expected);
});

test('paths are ordered as their UTF-8 bytes are', () => {
  const texts = fc.string({
    unit: fc.constantFrom('a', 'b', '/', '-', 'é', '\ue000', '\uffff', '😀', '😁'),
    maxLength: 5,
  });
  const bytes = (text: string) =>
    Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      const [left, right] = [bytes(a), bytes(b)];
      expect(Math.sign(comparePaths(a, b))).toBe(left < right ? -1 : Number(left > right));
    }),
    { numRuns: 500 },
  );
});
