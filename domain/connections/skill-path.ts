/** The file that makes a folder a skill. */
export const skillFile = 'SKILL.md';

/** In UTF-16 code units, as the API takes it. */
export const maxSkillPathLength = 255;

/**
 * Reads the folder of a repository that holds a skill: `.` for the root, else a relative path with `/`. A leading
 * `./` and a trailing `/` are taken away. It names one folder in one way: no `.`, `..` or empty parts.
 */
export function parseSkillPath(text: string): { kind: 'valid'; path: string } | { kind: 'invalid'; message: string } {
  const problem = problemOf(text);
  if (problem !== null) return { kind: 'invalid', message: `${problem} Use \`.\` or a path such as \`skills/a\`.` };
  const path = text.replace(/^(?:\.\/)+/, '').replace(/\/$/, '');
  if (path === '' || path === '.') return { kind: 'valid', path: '.' };
  const hasOddPart = path.split('/').some((part) => part === '' || part === '.' || part === '..');
  if (!hasOddPart) return { kind: 'valid', path };
  return {
    kind: 'invalid',
    message: 'A skill path has no empty, `.` or `..` parts. Use `.` or a path such as `skills/a`.',
  };
}

/** The folder that holds a SKILL.md, whose path in the repository is given. */
export function skillPathOf(file: string): string {
  return file === skillFile ? '.' : file.slice(0, -skillFile.length - 1);
}

/** A path of the skill's folder as the repository has it. */
export function inRepository(skillPath: string, path: string): string {
  return skillPath === '.' ? path : `${skillPath}/${path}`;
}

function problemOf(text: string): string | null {
  if (text === '') return 'A skill path is not empty.';
  if (text.length > maxSkillPathLength) return `A skill path has at most ${maxSkillPathLength} characters.`;
  if (text.startsWith('/')) return 'A skill path is relative to the root of the repository.';
  if (text.includes('\\')) return 'A skill path has `/` between its parts, not a backslash.';
  // A lone surrogate is no character: no path of a repository holds one.
  if (/[\p{Cc}\p{Cs}]/u.test(text)) return 'A skill path has no control characters.';
  return null;
}
