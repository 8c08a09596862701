import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseSha, type Sha } from '../../../domain/shared/ids.ts';

/** A file of a commit, by its octal mode: a file by default, `120000` a link, `160000` a submodule (content: its commit). */
export type CommittedFile = { path: string | Buffer; content: string | Uint8Array; mode?: string };

/** An empty bare repository that serves filtered fetches, as GitHub does. */
export async function makeBareRepository(
  root: string,
  name: string,
  objectFormat: 'sha1' | 'sha256' = 'sha1',
): Promise<string> {
  const dir = join(root, name);
  await mkdir(dir, { recursive: true });
  await gitIn(dir, ['init', '-q', '--bare', '--template=', `--object-format=${objectFormat}`, '-b', 'main', '.']);
  await gitIn(dir, ['config', 'uploadpack.allowFilter', 'true']);
  // Random bytes do not get smaller, and tests of large files quicker.
  await gitIn(dir, ['config', 'core.compression', '0']);
  await gitIn(dir, ['config', 'uploadpack.allowAnySHA1InWant', 'true']);
  return dir;
}

/** Commits exactly these files to `main` and gives the commit. */
export async function commitFiles(dir: string, files: Iterable<CommittedFile>): Promise<Sha> {
  await gitIn(dir, ['fast-import', '--quiet', '--force'], Readable.from(fastImport(files)));
  return shaOf(await gitIn(dir, ['rev-parse', 'refs/heads/main']));
}

/** Commits a tree to `main`. */
export async function commitTree(dir: string, tree: string): Promise<Sha> {
  const commit = shaOf(await gitIn(dir, ['commit-tree', '-m', 'A commit', tree]));
  await gitIn(dir, ['update-ref', 'refs/heads/main', commit]);
  return commit;
}

/** Runs git in the repository and gives what it prints; throws when it fails. */
export async function gitIn(dir: string, args: readonly string[], input?: Readable | string): Promise<string> {
  const who = { GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@example.com', GIT_AUTHOR_DATE: '1700000000 +0000' };
  const child = spawn('git', args, {
    cwd: dir,
    env: {
      PATH: process.env.PATH,
      HOME: dir,
      GIT_CONFIG_NOSYSTEM: '1',
      ...who,
      GIT_COMMITTER_NAME: who.GIT_AUTHOR_NAME,
      GIT_COMMITTER_EMAIL: who.GIT_AUTHOR_EMAIL,
      GIT_COMMITTER_DATE: who.GIT_AUTHOR_DATE,
    },
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (input instanceof Readable) await pipeline(input, child.stdin);
  else child.stdin.end(input);
  const exitCode = await closed;
  const said = Buffer.concat(chunks).toString('utf8').trim();
  if (exitCode !== 0) throw new Error(`git ${args[0]} failed (${exitCode}): ${said}`);
  return said;
}

function shaOf(text: string): Sha {
  const sha = parseSha(text);
  if (sha === null) throw new Error(`not an object's name: ${text}`);
  return sha;
}

/** Source: git-fast-import(1). Paths are quoted byte by byte where they need it. */
function* fastImport(files: Iterable<CommittedFile>): Generator<Buffer> {
  yield Buffer.from(
    'feature done\ncommit refs/heads/main\ncommitter A <a@example.com> 1700000000 +0000\ndata 8\nA commit\n',
  );
  yield Buffer.from('deleteall\n');
  for (const { path, content, mode = '100644' } of files) {
    const quoted = [...Buffer.from(path)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
    if (mode === '160000') {
      yield Buffer.from(`M 160000 ${content} "${quoted}"\n`);
      continue;
    }
    const bytes = Buffer.from(content);
    yield Buffer.concat([
      Buffer.from(`M ${mode} inline "${quoted}"\ndata ${bytes.length}\n`),
      bytes,
      Buffer.from('\n'),
    ]);
  }
  yield Buffer.from('\ndone\n');
}
