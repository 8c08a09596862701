/** A full ref name, taken apart. Source: git-check-ref-format, https://git-scm.com/docs/git-check-ref-format */
export type GitRef = { kind: 'branch'; name: string } | { kind: 'tag'; name: string };

/** `refs/heads/main` -> branch `main`; `refs/tags/v1` -> tag `v1`; anything else -> null. */
export function parseRef(fullName: string): GitRef | null {
  const match = /^refs\/(heads|tags)\/(.+)$/s.exec(fullName);
  const name = match?.[2];
  if (name === undefined || !isRefName(name)) return null;
  return { kind: match?.[1] === 'heads' ? 'branch' : 'tag', name };
}

export function fullRefName(ref: GitRef): string {
  return ref.kind === 'branch' ? `refs/heads/${ref.name}` : `refs/tags/${ref.name}`;
}

/** Whether git accepts `name` below `refs/heads/` or `refs/tags/`. */
export function isRefName(name: string): boolean {
  if (name === '' || name === '@' || name.length > 255) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: git forbids exactly these characters in ref names
  if (/[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\/|\.$|\/$|^\//.test(name)) return false;
  return name.split('/').every((part) => !part.startsWith('.') && !part.endsWith('.lock'));
}
