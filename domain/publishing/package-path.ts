/** What is wrong with a path by its form alone. */
export type PathProblemCode =
  | 'absolute_path'
  | 'path_traversal'
  | 'path_too_long'
  | 'control_character'
  | 'key_material';

export type JudgedPath =
  /** `path` without `./`, empty parts and a trailing `/`, as tar members may have them. */
  { kind: 'wanted'; path: string } | { kind: 'left-out' } | { kind: 'refused'; code: PathProblemCode };

/** As long a path as every common system can open; it also bounds the work that one entry makes. */
const maxLength = 1024;

/** Judges one path of a package, whatever it is the path of. */
export function judgePath(raw: string): JudgedPath {
  if (raw.length > maxLength) return { kind: 'refused', code: 'path_too_long' };
  if (raw.startsWith('/')) return { kind: 'refused', code: 'absolute_path' };
  const parts = raw.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..') || raw === '') return { kind: 'refused', code: 'path_traversal' };
  if (parts.length === 0 || parts.some(isLeftOut)) return { kind: 'left-out' };
  const path = parts.join('/');
  if (/\p{Cc}/u.test(path)) return { kind: 'refused', code: 'control_character' };
  if (isKeyMaterial(parts.at(-1) ?? '')) return { kind: 'refused', code: 'key_material' };
  return { kind: 'wanted', path };
}

/** Files and folders that never enter a package, at any depth. */
function isLeftOut(part: string): boolean {
  return part === '.git' || part === 'node_modules' || part === '.env' || part.startsWith('.env.');
}

// In any case of letters, since names such as SERVER.PEM are no less secret.
function isKeyMaterial(name: string): boolean {
  return /(?:\.pem|\.key)$|^id_rsa|^\.npmrc$|^credentials.*\.json$/is.test(name);
}
