import { expect, test } from 'vitest';
import { parseFrontMatter } from '../../adapters/archive/front-matter.ts';
import { type SourceCheckout, TooLarge, type TreeEntry } from '../../ports/publishing/source.ts';
import { sampleSha } from '../../test/support/sample-rows.ts';
import { findSkills } from './find-skills.ts';

const skill = (name: string) => `---\nname: ${name}\ndescription: Does ${name}.\n---\n# ${name}\n`;

/** A commit of these files; `tooLarge` as the source would throw it for what is asked of it. */
function checkout(
  files: Record<string, string>,
  tooLarge: (entries: readonly TreeEntry[]) => TooLarge | null = () => null,
): Pick<SourceCheckout, 'findByName' | 'read'> {
  return {
    findByName: async (name, limit) =>
      Object.keys(files)
        .filter((path) => path === name || path.endsWith(`/${name}`))
        .slice(0, limit)
        .map((path) => ({ path, mode: '100644', objectId: sampleSha('a') })),
    async *read(entries) {
      const refusal = tooLarge(entries);
      if (refusal) throw refusal;
      for (const entry of entries) {
        const bytes = Buffer.from(files[entry.path] ?? '');
        yield { entry, sizeBytes: bytes.length, bytes: inPieces(bytes) };
      }
    },
  };
}

/** So small that characters are cut in half. */
async function* inPieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 3) yield bytes.subarray(start, start + 3);
}

const find = (...args: Parameters<typeof checkout>) => findSkills({ parseFrontMatter }, checkout(...args));

test('folders are what goes into a connection’s path, with what SKILL.md says', async () => {
  const files = { 'SKILL.md': skill('root'), 'a/b/SKILL.md': skill('b').replace('Does b.', 'Prüft Größen 日本.') };
  expect(await find(files)).toEqual({
    skills: [
      { path: '.', name: 'root', description: 'Does root.', problems: [] },
      { path: 'a/b', name: 'b', description: 'Prüft Größen 日本.', problems: [] },
    ],
    truncated: false,
  });
});

test('what is wrong with a skill stands at its line, and the others are listed all the same', async () => {
  const files = {
    'a/SKILL.md': '---\nname: Not This\n---\n',
    'b/SKILL.md': 'no front matter',
    'c/SKILL.md': skill('c'),
  };
  const { skills } = await find(files);
  expect(
    skills.map(({ path, name, problems }) => [path, name, problems.map(({ code, line }) => [code, line])]),
  ).toEqual([
    [
      'a',
      null,
      [
        ['name_malformed', 2],
        ['description_missing', 1],
      ],
    ],
    ['b', null, [['front_matter_malformed', 1]]],
    ['c', 'c', []],
  ]);
});

test('a folder that no connection can name says so', async () => {
  const { skills } = await find({ 'a\\b/SKILL.md': skill('b') });
  expect(skills).toMatchObject([{ path: 'a\\b', name: 'b', problems: [{ code: 'skill_path_unusable' }] }]);
});

test('at most 200 are listed, and then it is said that there are more', async () => {
  const files = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, number) => [`s${number}/SKILL.md`, skill(`s${number}`)]));
  expect(await find(files(200))).toMatchObject({ truncated: false });
  const { skills, truncated } = await find(files(201));
  expect([skills.length, truncated]).toEqual([200, true]);
});

test('a file that is too large is put aside, and the others are read', async () => {
  const { skills } = await find({ 'big/SKILL.md': 'x', 'ok/SKILL.md': skill('ok') }, (entries) =>
    entries.some(({ path }) => path.startsWith('big/')) ? new TooLarge('big/SKILL.md', 2_097_152) : null,
  );
  expect(skills).toMatchObject([
    { path: 'big', name: null, problems: [{ code: 'skill_md_not_read', message: expect.stringContaining('2097152') }] },
    { path: 'ok', name: 'ok', problems: [] },
  ]);
});

test('files that are too large all together are listed without being read', async () => {
  const { skills } = await find({ 'a/SKILL.md': skill('a') }, () => new TooLarge(null, 16_777_216));
  expect(skills).toMatchObject([{ path: 'a', name: null, problems: [{ code: 'skill_md_not_read' }] }]);
});
