import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sha } from '../../../domain/shared/ids.ts';
import { PermanentFailure } from '../../../ports/faults.ts';
import {
  type RepositoryAddress,
  type Source,
  type SourceCheckout,
  type SourceFile,
  TooLarge,
  type TreeEntry,
} from '../../../ports/publishing/source.ts';
import type { CommittedFile } from './bare-repository.ts';

/** A repository that the source reads, and how to commit to it. */
export type SourceUnderTest = {
  source: Source;
  repository: RepositoryAddress;
  /** Commits exactly these files and gives the commit. */
  commit(files: readonly CommittedFile[]): Promise<Sha>;
  remove(): Promise<void>;
};

const generous = { fileBytes: 1_000_000, totalBytes: 10_000_000 };

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export async function entriesOf(checkout: SourceCheckout, folder: string): Promise<TreeEntry[]> {
  return await collected(checkout.list(folder));
}

export async function contentOf(file: SourceFile): Promise<Buffer> {
  return Buffer.concat(await collected(file.bytes));
}

/** What every source does. */
export function describeSource(name: string, makeSource: () => Promise<SourceUnderTest>): void {
  describe(`source: ${name}`, () => {
    let underTest: SourceUnderTest;
    let checkout: SourceCheckout | undefined;
    beforeAll(async () => {
      underTest = await makeSource();
    });
    afterAll(() => underTest?.remove());

    async function opened(files: readonly CommittedFile[], use: (checkout: SourceCheckout) => Promise<void>) {
      const commit = await underTest.commit(files);
      checkout = await underTest.source.open(underTest.repository, commit);
      try {
        await use(checkout);
      } finally {
        await checkout.close();
      }
    }

    const submodule = '1234567890123456789012345678901234567890';
    const skill: CommittedFile[] = [
      { path: 'README.md', content: 'Tools' },
      { path: 'skills/a/SKILL.md', content: 'A' },
      { path: 'skills/a/run.sh', content: '#!/bin/sh\n', mode: '100755' },
      { path: 'skills/a/link', content: 'SKILL.md', mode: '120000' },
      { path: 'skills/a/vendor', content: submodule, mode: '160000' },
      { path: 'skills/a/deep/er/x', content: 'x' },
      { path: 'skills/a-b/SKILL.md', content: 'A-B' },
      { path: 'skills/a.md', content: 'a' },
    ];

    it('lists files, links and submodules below a folder, with modes, in the order of the whole paths', async () => {
      await opened(skill, async (checkout) => {
        const entries = await entriesOf(checkout, 'skills/a');
        expect(entries.map(({ mode, path }) => `${mode} ${path}`)).toEqual([
          '100644 SKILL.md',
          '100644 deep/er/x',
          '120000 link',
          '100755 run.sh',
          '160000 vendor',
        ]);
        expect(entries.at(-1)?.objectId).toBe(submodule);
        expect((await entriesOf(checkout, '.')).map((entry) => entry.path)).toEqual([
          'README.md',
          'skills/a-b/SKILL.md',
          'skills/a.md',
          'skills/a/SKILL.md',
          'skills/a/deep/er/x',
          'skills/a/link',
          'skills/a/run.sh',
          'skills/a/vendor',
        ]);
      });
    });

    it('lists nothing where there is no folder', async () => {
      await opened(skill, async (checkout) => {
        const others = ['skill', 'skills/b', 'README.md', 'skills/a/link', 'skills/a/vendor', 'skills/A'];
        for (const folder of [...others, '..', '../skills', '/skills', 'skills//a', './skills', ':/', ':(glob)**']) {
          expect(await entriesOf(checkout, folder), folder).toEqual([]);
        }
      });
    });

    it('takes names literally, whatever they look like', async () => {
      const folders = [
        '-r',
        '--name-only',
        '*',
        'a?[b]',
        ':(top)',
        'sp ace',
        'quo"te\\',
        "it's",
        'ünï',
        'tab\tline\n',
        '日本',
        '{}',
      ];
      const files = folders.map((folder) => ({ path: `${folder}/${folder}`, content: folder }));
      await opened([...files, { path: 'other/x', content: 'x' }], async (checkout) => {
        for (const folder of folders) {
          const entries = await entriesOf(checkout, folder);
          expect(entries.map((entry) => entry.path)).toEqual([folder]);
          for await (const file of checkout.read(entries, generous)) {
            expect((await contentOf(file)).toString()).toBe(folder);
          }
        }
      });
    });

    it('finds files by name anywhere, up to a limit', async () => {
      await opened([...skill, { path: 'x/SKILL.md', content: 'x', mode: '120000' }], async (checkout) => {
        const pathsOf = async (name: string, limit: number) =>
          (await checkout.findByName(name, limit)).map((entry) => entry.path);
        expect(await pathsOf('SKILL.md', 10)).toEqual(['skills/a-b/SKILL.md', 'skills/a/SKILL.md']);
        expect(await pathsOf('SKILL.md', 1)).toEqual(['skills/a-b/SKILL.md']);
        expect(await pathsOf('README.md', 10)).toEqual(['README.md']);
        expect(await pathsOf('KILL.md', 10)).toEqual([]);
        const found = await checkout.findByName('SKILL.md', 10);
        const read: string[] = [];
        for await (const file of checkout.read(found, generous)) read.push((await contentOf(file)).toString());
        expect(read).toEqual(['A-B', 'A']);
      });
    });

    it('gives bytes as they were committed, in the order asked for', async () => {
      const files: CommittedFile[] = [
        { path: '.gitattributes', content: '* text=auto eol=crlf export-subst\nb export-ignore\n*.bin filter=lfs\n' },
        { path: 'a', content: 'line\nline $Format:%H$ $Id$\n' },
        { path: 'b', content: 'crlf\r\n\r\n' },
        { path: 'c.bin', content: Uint8Array.from({ length: 100_000 }, (_, index) => (index * 31) % 256) },
        { path: 'd', content: '' },
        { path: 'e', content: 'crlf\r\n\r\n' },
      ];
      await opened(files, async (checkout) => {
        const entries = (await entriesOf(checkout, '.')).reverse();
        const read: CommittedFile[] = [];
        for await (const file of checkout.read(entries, generous)) {
          const content = await contentOf(file);
          expect(file.sizeBytes).toBe(content.length);
          read.push({ path: file.entry.path, content });
        }
        expect(read).toEqual(files.map(({ path, content }) => ({ path, content: Buffer.from(content) })).reverse());
      });
    });

    it('goes on with the next file when one was not read to its end', async () => {
      const files = ['a', 'b', 'c'].map((path) => ({ path, content: path.repeat(300_000) }));
      await opened(files, async (checkout) => {
        const starts: string[] = [];
        for await (const file of checkout.read(await entriesOf(checkout, '.'), generous)) {
          if (file.entry.path === 'b') continue;
          for await (const chunk of file.bytes) {
            starts.push(Buffer.from(chunk).toString('utf8', 0, 3));
            break;
          }
        }
        expect(starts).toEqual(['aaa', 'ccc']);
      });
    });

    it('reads nothing when nothing is asked for, and can be asked again', async () => {
      await opened(skill, async (checkout) => {
        expect(await collected(checkout.read([], generous))).toEqual([]);
        const [entry] = await entriesOf(checkout, 'skills/a-b');
        for (let time = 0; time < 2; time += 1) {
          for await (const file of checkout.read(entry ? [entry] : [], generous)) {
            expect((await contentOf(file)).toString()).toBe('A-B');
          }
        }
      });
    });

    it('refuses a file, or all together, beyond the limit before any bytes', async () => {
      const files = ['a', 'b', 'c'].map((path) => ({ path, content: path.repeat(1000) }));
      await opened([...files, { path: 'd', content: 'd'.repeat(1001) }], async (checkout) => {
        const entries = await entriesOf(checkout, '.');
        const read = (limits: typeof generous, count = 4) => collected(checkout.read(entries.slice(0, count), limits));
        await expect(read({ fileBytes: 1000, totalBytes: 9000 })).rejects.toMatchObject({
          path: 'd',
          limitBytes: 1000,
        });
        await expect(read({ fileBytes: 1001, totalBytes: 4000 })).rejects.toBeInstanceOf(TooLarge);
        await expect(read({ fileBytes: 1001, totalBytes: 4000 })).rejects.toMatchObject({
          path: null,
          limitBytes: 4000,
        });
        expect(await read({ fileBytes: 1000, totalBytes: 3000 }, 3)).toHaveLength(3);
      });
    });

    it('says that a commit is not there', async () => {
      await underTest.commit(skill);
      const unknown = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' as Sha;
      const opening = underTest.source.open(underTest.repository, unknown);
      await expect(opening).rejects.toBeInstanceOf(PermanentFailure);
      await expect(opening).rejects.toMatchObject({ code: 'commit_not_found' });
    });

    it('stops when it is told to', async () => {
      const commit = await underTest.commit(skill);
      const stop = new AbortController();
      const reason = new Error('the attempt was cancelled');
      const open = await underTest.source.open(underTest.repository, commit, stop.signal);
      const entries = await entriesOf(open, 'skills/a-b');
      stop.abort(reason);
      await expect(entriesOf(open, '.')).rejects.toBe(reason);
      await expect(collected(open.read(entries, generous))).rejects.toBe(reason);
      await expect(underTest.source.open(underTest.repository, commit, stop.signal)).rejects.toBe(reason);
      await open.close();
      await open.close();
    });
  });
}
