import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBareRepository } from './bare-repository.ts';
import { commitFiles } from './commit-files.ts';
import { readObjects } from './objects.ts';
import { readTree } from './trees.ts';

let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'github-simulator-'));
  await createBareRepository(dir, 'main');
});

afterAll(() => rm(dir, { recursive: true, force: true }));

const name = fc
  .string({
    unit: fc.constantFrom('a', 'B', ' ', '"', '\\', 'ü', '\n', '\t', "'", '漢', '-'),
    minLength: 1,
    maxLength: 12,
  })
  .map((text) => `f${text}`);

test('any path, content and mode is committed as it is', async () => {
  const file = fc.record({
    content: fc.uint8Array({ maxLength: 200 }),
    mode: fc.constantFrom('100644', '100755', '120000'),
  });
  await fc.assert(
    fc.asyncProperty(fc.dictionary(name, file, { minKeys: 1, maxKeys: 5 }), async (files) => {
      const author = { name: 'Mona', email: 'mona@example.com', epochSeconds: 1_700_000_000 };
      const changes = Object.entries(files).map(([path, { content, mode }]) => ({ path, content, mode }));
      await commitFiles(dir, { branch: 'main', parent: undefined, files: changes, message: 'm', author });
      const tree = await readTree(dir, 'refs/heads/main', true);
      const objects = await readObjects(dir, tree?.entries.map(({ sha }) => sha) ?? []);
      const written = tree?.entries.map(({ path, mode }, index) => [path, mode, [...(objects[index]?.content ?? [])]]);
      const given = Object.entries(files).map(([path, { content, mode }]) => [path, mode, [...content]]);
      expect(new Map(written?.map(([path, ...rest]) => [path, rest]))).toEqual(
        new Map(given.map(([path, ...rest]) => [path, rest])),
      );
    }),
    { numRuns: 25 },
  );
});
