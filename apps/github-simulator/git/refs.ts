import { git, runGit } from './git-command.ts';

export const zeroSha = '0'.repeat(40);

export type Ref = {
  /** Full name, `refs/heads/main`. */
  name: string;
  sha: string;
  type: 'commit' | 'tag' | 'tree' | 'blob';
  /** What the ref is or peels to, fully. */
  peeledSha: string;
  peeledType: string;
};

const format = '%(refname)%00%(objectname)%00%(objecttype)%00%(*objectname)%00%(*objecttype)';

/** Branches and tags by full name, in byte order. */
export async function readRefs(dir: string, prefix?: string): Promise<Map<string, Ref>> {
  const patterns = prefix === undefined ? ['refs/heads', 'refs/tags'] : [prefix];
  const output = (await git(dir, ['for-each-ref', `--format=${format}`, ...patterns])).toString('utf8');
  const refs = new Map<string, Ref>();
  for (const line of output.split('\n')) {
    const [name, sha, type, peeledSha, peeledType] = line.split('\0');
    if (!name || !sha || !type) continue;
    const ref: Ref = {
      name,
      sha,
      type: type as Ref['type'],
      peeledSha: peeledSha || sha,
      peeledType: peeledType || type,
    };
    refs.set(name, ref.peeledType === 'tag' ? await peelFully(dir, ref) : ref);
  }
  return refs;
}

/** `for-each-ref` looks through one tag only; tags of tags need this. */
async function peelFully(dir: string, ref: Ref): Promise<Ref> {
  const peeledSha = (await git(dir, ['rev-parse', '--verify', `${ref.sha}^{}`])).toString('utf8').trim();
  const peeledType = (await git(dir, ['cat-file', '-t', peeledSha])).toString('utf8').trim();
  return { ...ref, peeledSha, peeledType };
}

/**
 * The commit a caller means: full or short sha, `heads/x`, `tags/x`, `refs/...`, or a branch's or tag's name (branches
 * first). Nothing when there is none.
 */
export async function resolveCommit(dir: string, wanted: string): Promise<string | undefined> {
  const refs = await readRefs(dir);
  const names = [wanted, `refs/${wanted}`, `refs/heads/${wanted}`, `refs/tags/${wanted}`];
  for (const name of names) {
    const ref = refs.get(name);
    if (ref !== undefined) return ref.peeledType === 'commit' ? ref.peeledSha : undefined;
  }
  if (wanted === 'HEAD') return resolveObject(dir, 'HEAD^{commit}');
  return /^[0-9a-f]{4,40}$/.test(wanted) ? resolveObject(dir, `${wanted}^{commit}`) : undefined;
}

/** Full id of an object expression, or nothing. */
export async function resolveObject(dir: string, expression: string): Promise<string | undefined> {
  const result = await runGit(dir, ['rev-parse', '--verify', '--quiet', '--end-of-options', expression]);
  const sha = result.stdout.toString('utf8').trim();
  return result.exitCode === 0 && /^[0-9a-f]{40}$/.test(sha) ? sha : undefined;
}

export async function isAncestor(dir: string, ancestor: string, descendant: string): Promise<boolean> {
  return (await runGit(dir, ['merge-base', '--is-ancestor', ancestor, descendant])).exitCode === 0;
}
