import { git } from './git-command.ts';

export type ChangedPaths = { added: string[]; removed: string[]; modified: string[] };

/** The paths that each commit changed against its first parent; merges have none, as in GitHub's push payloads. */
export async function readChangedPaths(dir: string, shas: readonly string[]): Promise<Map<string, ChangedPaths>> {
  const changes = new Map(shas.map((sha) => [sha, { added: [], removed: [], modified: [] } as ChangedPaths]));
  if (shas.length === 0) return changes;
  const args = ['diff-tree', '--stdin', '-r', '-z', '--root', '--no-renames', '--name-status'];
  const tokens = (await git(dir, args, `${shas.join('\n')}\n`)).toString('utf8').split('\0');
  let current: ChangedPaths | undefined;
  for (let index = 0; index < tokens.length; index += 1) {
    const token = (tokens[index] ?? '').trim();
    if (/^[0-9a-f]{40}$/.test(token)) {
      current = changes.get(token);
      continue;
    }
    const path = tokens[index + 1];
    if (token === '' || path === undefined) continue;
    index += 1;
    if (token === 'A') current?.added.push(path);
    else if (token === 'D') current?.removed.push(path);
    else current?.modified.push(path);
  }
  return changes;
}

/** Commits in `after` and in none of `known`, oldest first, the newest `limit` of them. */
export async function listNewCommits(
  dir: string,
  after: string,
  known: readonly string[],
  limit: number,
): Promise<string[]> {
  const input = [after, ...known.map((sha) => `^${sha}`)].join('\n');
  const output = await git(dir, ['rev-list', '--stdin', `--max-count=${limit}`, '--reverse'], `${input}\n`);
  return output.toString('utf8').split('\n').filter(Boolean);
}
