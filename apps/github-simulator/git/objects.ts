import { git, runGit } from './git-command.ts';

export type Person = { name: string; email: string /** ISO 8601 in UTC, whole seconds. */; date: string };

export type Commit = {
  sha: string;
  tree: string;
  parents: string[];
  author: Person;
  committer: Person;
  message: string;
  signature: string | null;
};

export type Tag = { sha: string; tag: string; object: string; type: string; tagger: Person; message: string };

export type GitObject = { sha: string; type: string; content: Buffer };

/** Objects in the order asked for; a missing one is left out. */
export async function readObjects(dir: string, shas: readonly string[]): Promise<GitObject[]> {
  if (shas.length === 0) return [];
  const output = await git(dir, ['cat-file', '--batch'], `${shas.join('\n')}\n`);
  const objects: GitObject[] = [];
  let position = 0;
  while (position < output.length) {
    const lineEnd = output.indexOf(10, position);
    const [sha, type, size] = output.toString('utf8', position, lineEnd).split(' ');
    position = lineEnd + 1;
    if (sha === undefined || type === undefined || size === undefined) continue;
    objects.push({ sha, type, content: output.subarray(position, position + Number(size)) });
    position += Number(size) + 1;
  }
  return objects;
}

export async function readCommits(dir: string, shas: readonly string[]): Promise<Commit[]> {
  return (await readObjects(dir, shas)).filter(({ type }) => type === 'commit').map(parseCommit);
}

export async function readCommit(dir: string, sha: string): Promise<Commit | undefined> {
  return (await readCommits(dir, [sha]))[0];
}

export async function readTag(dir: string, sha: string): Promise<Tag | undefined> {
  const [object] = await readObjects(dir, [sha]);
  if (object?.type !== 'tag') return undefined;
  const { headers, message } = splitObject(object.content);
  return {
    sha,
    tag: headers.get('tag')?.[0] ?? '',
    object: headers.get('object')?.[0] ?? '',
    type: headers.get('type')?.[0] ?? '',
    tagger: parsePerson(headers.get('tagger')?.[0]),
    message,
  };
}

/** Type and size in bytes of one object, or nothing. */
export async function describeObject(
  dir: string,
  expression: string,
): Promise<{ sha: string; type: string; sizeBytes: number } | undefined> {
  if (/[\n\0]/.test(expression)) return undefined;
  const result = await runGit(dir, ['cat-file', '--batch-check'], `${expression}\n`);
  const [sha, type, size] = result.stdout.toString('utf8').trim().split(' ');
  if (result.exitCode !== 0 || sha === undefined || size === undefined || !/^\d+$/.test(size)) return undefined;
  return { sha, type: type ?? '', sizeBytes: Number(size) };
}

function parseCommit({ sha, content }: GitObject): Commit {
  const { headers, message } = splitObject(content);
  return {
    sha,
    tree: headers.get('tree')?.[0] ?? '',
    parents: headers.get('parent') ?? [],
    author: parsePerson(headers.get('author')?.[0]),
    committer: parsePerson(headers.get('committer')?.[0]),
    message,
    signature: headers.get('gpgsig')?.[0] ?? null,
  };
}

/** GitHub cuts the message's final line ends. */
function splitObject(content: Buffer): { headers: Map<string, string[]>; message: string } {
  const text = content.toString('utf8');
  const end = text.indexOf('\n\n');
  const head = end === -1 ? text.trimEnd() : text.slice(0, end);
  const headers = new Map<string, string[]>();
  for (const line of head.replaceAll('\n ', '\0').split('\n')) {
    const space = line.indexOf(' ');
    const name = line.slice(0, space);
    headers.set(name, [...(headers.get(name) ?? []), line.slice(space + 1).replaceAll('\0', '\n')]);
  }
  return { headers, message: end === -1 ? '' : text.slice(end + 2).replace(/\n+$/, '') };
}

function parsePerson(line = ''): Person {
  const match = /^(.*?) ?<(.*)> (-?\d+) [+-]\d{4}$/.exec(line);
  const date = new Date(Number(match?.[3] ?? 0) * 1000);
  const iso = Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString();
  return { name: match?.[1] ?? '', email: match?.[2] ?? '', date: iso.replace(/\.\d{3}Z$/, 'Z') };
}
