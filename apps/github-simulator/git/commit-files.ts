import { runGit } from './git-command.ts';

export type FileChange = { path: string /** `undefined` deletes. */; content: Uint8Array | undefined; mode: string };

export type NewCommit = {
  branch: string;
  /** `undefined`: a root commit. */
  parent: string | undefined;
  files: readonly FileChange[];
  message: string;
  author: { name: string; email: string; epochSeconds: number };
};

/** Writes the commit and moves the branch to it, whatever it was, through `git fast-import`. */
export async function commitFiles(dir: string, commit: NewCommit): Promise<void> {
  const { name, email, epochSeconds } = commit.author;
  const parts: (string | Uint8Array)[] = [
    // Without `from` fast-import goes on from the branch; a reset begins anew.
    ...(commit.parent === undefined ? [`reset refs/heads/${commit.branch}\n\n`] : []),
    `commit refs/heads/${commit.branch}\n`,
    `committer ${name} <${email}> ${epochSeconds} +0000\n`,
    ...data(Buffer.from(commit.message)),
    ...(commit.parent === undefined ? [] : [`from ${commit.parent}\n`]),
  ];
  for (const { path, content, mode } of commit.files) {
    if (content === undefined) parts.push(`D ${quote(path)}\n`);
    else if (mode === '160000') parts.push(`M 160000 ${Buffer.from(content).toString('utf8').trim()} ${quote(path)}\n`);
    else parts.push(`M ${mode} inline ${quote(path)}\n`, ...data(content));
  }
  const input = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const result = await runGit(dir, ['fast-import', '--quiet', '--force', '--date-format=raw'], input);
  if (result.exitCode !== 0)
    throw new Error(`The files could not be committed: ${result.stderr.trim().split('\n')[0]}`);
}

function data(content: Uint8Array): (string | Uint8Array)[] {
  return [`data ${content.length}\n`, content, '\n'];
}

/** C-style quoting, byte by byte, so that any path can be written. */
function quote(path: string): string {
  const escaped = [...Buffer.from(path)].map((byte) =>
    byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c
      ? String.fromCharCode(byte)
      : `\\${byte.toString(8).padStart(3, '0')}`,
  );
  return `"${escaped.join('')}"`;
}
