import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { onEachEngine } from '../support/engines.ts';
import { git, temporaryFolder } from '../support/git.ts';
import { attemptDone, type CommittedFiles, connectRepository, push, skillFile } from '../support/skill-repository.ts';
import { extractTarGz } from '../support/tar.ts';
import { owner } from '../support/waybill-system.ts';

const main = 'refs/heads/main';

onEachEngine('packages', ({ engine, system }) => {
  test('the package agrees with the commit’s tree file by file, by mode and by bytes', async () => {
    const repository = await connectRepository(system(), {
      name: 'agreeing',
      files: { 'README.md': 'Not part of the skill.\n' },
      connection: { skill_path: 'skills/agree' },
    });
    const folder = await temporaryFolder();
    await git(folder, 'clone', '-q', await system().github.control.pushUrl({ owner, repo: 'agreeing' }), '.');
    const files = {
      'SKILL.md': skillFile('agreeing'),
      '.gitattributes': '*.txt export-ignore\n*.sub export-subst\n*.crlf text eol=crlf\n',
      'ignored-by-archives.txt': 'Still part of the commit.\n',
      'format.sub': '$Format:%H$\n',
      'lines.crlf': 'one\ntwo\n',
      'scripts/run.sh': '#!/bin/sh\necho run\n',
      'bytes.bin': Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256)),
      'empty.txt': '',
      'ünïcode/näme.md': 'Ünïcode.\n',
      [`${'deep/'.repeat(30)}file.md`]: 'Deep.\n',
    };
    for (const [path, content] of Object.entries(files)) await folder.write(`skills/agree/${path}`, content);
    await folder.write('skills/agree/node_modules/left-out/index.js', 'module.exports = 1;\n');
    await folder.write('skills/agree/.env', 'SECRET=1\n');
    await git(folder, '-c', 'core.autocrlf=false', 'add', '-Af', '.');
    await git(folder, 'update-index', '--chmod=+x', 'skills/agree/scripts/run.sh');
    await git(folder, 'commit', '-qm', 'Add the skill');
    await git(folder, 'push', '-q', 'origin', 'HEAD:main');
    const sha = (await git(folder, 'rev-parse', 'HEAD')).trim();
    const attempt = await attemptDone(system(), repository, { ref: main, commit: sha });
    expect(attempt.message).toMatch(/^Published/);

    const archive = await system().api.download(repository.entryId, attempt.version ?? '');
    const [published] = await system().api.versions(repository.entryId);
    expect(createHash('sha256').update(archive).digest('hex')).toBe(published?.content_hash);
    const packed = await extractTarGz(archive);
    const listing = await git(folder, 'ls-tree', '-r', '-z', 'HEAD:skills/agree');
    const expected = new Map<string, { mode: number; hash: string }>();
    for (const line of listing.split('\0').filter(Boolean)) {
      const [, mode = '', object = '', path = ''] = /^(\d+) blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
      if (path.startsWith('node_modules/') || path === '.env') continue;
      expected.set(path, { mode: mode === '100755' ? 0o755 : 0o644, hash: object });
    }
    const found = new Map(
      [...packed].map(([path, { mode, bytes }]) => [path, { mode, hash: gitBlobHash(bytes) }] as const),
    );
    expect(found).toEqual(expected);
    expect(expected.size).toBe(Object.keys(files).length);
    await folder.remove();
  });

  test('SKILL.md’s problems are annotated at their lines', async () => {
    const repository = await connectRepository(system(), { name: 'misnamed' });
    const sha = await push(system(), repository, {
      'SKILL.md': '---\nlicense: MIT\nname: Not A Name\ndescription: ""\n---\nText.\n',
    });
    const attempt = await attemptDone(system(), repository, { ref: main, commit: sha });
    expect(attempt).toMatchObject({ status: 'failed', reason: 'skill_md_invalid' });
    const [checkRun] = await system().github.control.listCheckRuns({ owner, repo: repository.name, sha });
    const lines = checkRun?.annotations.map((it) => [it.path, it.start_line]);
    expect(lines).toEqual([
      ['SKILL.md', 3],
      ['SKILL.md', 4],
    ]);
  });

  const hostile: [what: string, reason: string, files: CommittedFiles][] = [
    ['a symbolic link', 'link', { link: { content: '/etc/passwd', mode: '120000' } }],
    ['a submodule', 'submodule', { sub: { content: 'a'.repeat(40), mode: '160000' } }],
    ['names in conflicting Unicode forms', 'name_conflict_unicode', { 'caf\u00e9.md': '1', 'cafe\u0301.md': '2' }],
    ['names that differ by case', 'name_conflict_case', { 'Read.md': '1', 'read.md': '2' }],
    ['a private key', 'key_material', { 'certs/server.pem': 'x' }],
    ['a Git LFS pointer', 'lfs_pointer', { 'big.bin': lfsPointer() }],
    ['a file above the limit', 'file_too_large', { 'big.txt': 'a'.repeat(2 * 1024 * 1024 + 1) }],
    ['a YAML bomb', 'skill_md_invalid', { 'SKILL.md': yamlBomb() }],
    ['a YAML document that nests without end', 'skill_md_invalid', { 'SKILL.md': deepYaml() }],
  ];
  test.each(hostile)('%s is refused as %s', async (_, reason, files) => {
    const name = `hostile-${reason.replaceAll('_', '-')}-${Object.keys(files).length}-${JSON.stringify(files).length}`;
    const repository = await connectRepository(system(), { name });
    const sha = await push(system(), repository, files);
    const attempt = await attemptDone(system(), repository, { ref: main, commit: sha });
    expect(attempt).toMatchObject({ status: 'failed', reason, version: null });
    const [checkRun] = await system().github.control.listCheckRuns({ owner, repo: repository.name, sha });
    expect(checkRun?.conclusion).toBe('failure');
  });

  if (engine === 'embedded') {
    test('100,000 files are refused by their number', async () => {
      const repository = await connectRepository(system(), { name: 'hundred-thousand' });
      const folder = await temporaryFolder();
      await git(folder, 'clone', '-q', await system().github.control.pushUrl({ owner, repo: repository.name }), '.');
      const blob = (await git(folder, 'hash-object', '-w', 'SKILL.md')).trim();
      const entries = Array.from({ length: 100_000 }, (_, index) => `100644 blob ${blob}\tfile-${index}.md`);
      const tree = (
        await git(folder, 'mktree', { input: [`100644 blob ${blob}\tSKILL.md`, ...entries].join('\n') })
      ).trim();
      const sha = (await git(folder, 'commit-tree', tree, '-p', 'HEAD', '-m', 'Many files')).trim();
      await git(folder, 'push', '-q', 'origin', `${sha}:refs/heads/main`);
      const attempt = await attemptDone(system(), repository, { ref: main, commit: sha });
      expect(attempt).toMatchObject({ status: 'failed', reason: 'too_many_files' });
      await folder.remove();
    });
  }
});

function gitBlobHash(bytes: Buffer): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

function lfsPointer(): string {
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 1234567\n`;
}

function yamlBomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 10; level += 1) {
    const alias = `*a${level - 1}`;
    lines.push(`a${level}: &a${level} [${Array.from({ length: 9 }, () => alias).join(', ')}]`);
  }
  return `---\nname: bomb\ndescription: It grows.\n${lines.join('\n')}\n---\n`;
}

function deepYaml(): string {
  return `---\nname: deep\ndescription: It nests.\nmetadata: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n---\n`;
}
