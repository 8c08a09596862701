/** `main` of `refs/heads/main`; other names as they are. */
export function shortRef(ref: string): string {
  return ref.replace(/^refs\/(heads|tags)\//, '');
}

export function shortSha(sha: string): string {
  return sha.slice(0, 7);
}
