import { nameConflicts } from './name-conflicts.ts';
import { type JudgedPath, judgePath } from './package-path.ts';

/** Sizes in bytes. Packed: the `.tar.gz`; unpacked: all files together. */
export type PackageLimits = {
  maxFiles: number;
  maxFileBytes: number;
  maxUnpackedBytes: number;
  maxPackedBytes: number;
};

export const defaultPackageLimits: PackageLimits = {
  maxFiles: 1024,
  maxFileBytes: 2 * 2 ** 20,
  maxUnpackedBytes: 32 * 2 ** 20,
  maxPackedBytes: 16 * 2 ** 20,
};

/**
 * One entry of a file list, `path` relative to the package's root. `mode` is git's six octal digits; of a tar member
 * 100644 or 100755 by its executable bit, 120000 for symbolic and hard links, 040000 for folders.
 */
export type PackageEntry = { path: string; mode: string };

export type PackageProblemCode = keyof typeof explanations;

/** `path` is fit to be shown: control characters are written as `\u0007`. It is null when the whole is meant. */
export type PackageProblem = { code: PackageProblemCode; path: string | null; message: string };

export type PackageVerdict<Entry extends PackageEntry> =
  /** The files to pack in the order of their paths' bytes; leading `./` is gone from their paths. */
  | { kind: 'accepted'; files: Entry[] }
  /** `omitted` problems were found beyond those that are listed. */
  | { kind: 'refused'; problems: PackageProblem[]; omitted: number };

export type PackageReview<Entry extends PackageEntry> = { add(entry: Entry): void; finish(): PackageVerdict<Entry> };

/**
 * Judges a list of files one by one. Keeps at most `maxFiles` entries and `maxProblems` problems, however many come. `excluded`
 * files (`.git`, `node_modules`, `.env`) are left out, or refused where the bytes are taken as they are.
 */
export function startPackageReview<Entry extends PackageEntry>(
  limits: PackageLimits,
  excluded: 'left-out' | 'refused' = 'left-out',
  maxProblems = 50,
): PackageReview<Entry> {
  const files: Entry[] = [];
  const problems: PackageProblem[] = [];
  let [fileCount, problemCount] = [0, 0];

  const report = (problem: PackageProblem) => {
    problemCount += 1;
    if (problems.length < maxProblems) problems.push(problem);
  };

  return {
    add(entry) {
      const judged = judgePath(entry.path);
      const isFolder = entry.mode === '040000';
      if (judged.kind === 'left-out' && excluded === 'refused' && !isRoot(entry.path)) {
        return report(problemOf('excluded_path', entry.path));
      }
      if (judged.kind === 'left-out' || (isFolder && !isMalformed(judged))) return;
      if (judged.kind === 'refused') return report(problemOf(judged.code, entry.path));
      const code = kindProblem(entry.mode);
      if (code !== null) return report(problemOf(code, judged.path));
      fileCount += 1;
      if (files.length < limits.maxFiles) files.push({ ...entry, path: judged.path });
    },
    finish() {
      if (fileCount > limits.maxFiles) {
        problemCount += 1;
        // It comes first: with so many files the others are not worth reading before it.
        problems.splice(
          0,
          problems.length,
          tooManyFiles(fileCount, limits.maxFiles),
          ...problems.slice(0, maxProblems - 1),
        );
      }
      for (const { code, path, other } of nameConflicts(files.map((file) => file.path))) {
        report(problemOf(code, path, other));
      }
      if (problemCount > 0) return { kind: 'refused', problems, omitted: problemCount - problems.length };
      return { kind: 'accepted', files: files.sort((a, b) => comparePaths(a.path, b.path)) };
    },
  };
}

/** The package's own folder, as tar lists it: `./`. */
function isRoot(path: string): boolean {
  return /^[./]*$/.test(path);
}

/** A folder may be named like a key file; what its path must not be is the same as for files. */
function isMalformed(judged: JudgedPath): boolean {
  return judged.kind === 'refused' && judged.code !== 'key_material';
}

/** Orders paths by their UTF-8 bytes, as git does: by code points, which UTF-16's own order is not above U+FFFF. */
export function comparePaths(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a.charCodeAt(index) === b.charCodeAt(index)) index += 1;
  // A difference in the second half of a surrogate pair follows equal first halves, so the units decide there too.
  return byteRank(a, index) - byteRank(b, index);
}

function byteRank(text: string, index: number): number {
  if (index >= text.length) return -1;
  const unit = text.charCodeAt(index);
  const isSurrogate = unit >= 0xd800 && unit <= 0xdfff;
  return isSurrogate ? unit + 0x10000 : unit;
}

/** Longer files are no Git LFS pointers. Source: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
export const lfsPointerMaxBytes = 1023;

/** Whether a file is a Git LFS pointer, by its whole content. */
export function isLfsPointer(content: Uint8Array | string): boolean {
  if (content.length > lfsPointerMaxBytes) return false;
  const text = typeof content === 'string' ? content : String.fromCharCode(...content);
  return /^version https:\/\/git-lfs\.github\.com\/spec\/v1\r?(?:\n|$)/.test(text);
}

export function lfsProblem(path: string): PackageProblem {
  return problemOf('lfs_pointer', path);
}

/** A file (`path`) or, without one, all files or their archive that is larger than `limitBytes`. */
export function sizeProblem(
  path: string | null,
  limitBytes: number,
  whole: 'package' | 'archive' = 'package',
): PackageProblem {
  if (path !== null) return problemOf('file_too_large', path, sizeOf(limitBytes));
  const code = whole === 'package' ? 'package_too_large' : 'archive_too_large';
  return { code, path: null, message: explanations[code]('', sizeOf(limitBytes)) };
}

function tooManyFiles(count: number, limit: number): PackageProblem {
  return { code: 'too_many_files', path: null, message: explanations.too_many_files(`${count}`, `${limit}`) };
}

function problemOf(code: PackageProblemCode, path: string, detail = ''): PackageProblem {
  const shown = printable(path);
  return { code, path: shown, message: explanations[code](shown, printable(detail)) };
}

function kindProblem(mode: string): 'link' | 'submodule' | 'special_file' | null {
  if (/^100[0-7]{3}$/.test(mode)) return null;
  if (mode === '120000') return 'link';
  return mode === '160000' ? 'submodule' : 'special_file';
}

/** Fit for messages, databases and GitHub: control characters and lone surrogates escaped, and cut. */
function printable(text: string): string {
  const shown = text.length > 300 ? `${text.slice(0, 300)}…` : text;
  return shown.replace(/[\p{Cc}\p{Cs}]/gu, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function sizeOf(bytes: number): string {
  return bytes % 2 ** 20 === 0 ? `${bytes / 2 ** 20} MiB` : `${bytes} bytes`;
}

const rename = 'Many file systems cannot hold both: rename one of them.';

/** What happened, to what, and what to do, by code. The second argument is the other path, or the limit. */
const explanations = {
  link: (path: string) => `${path} is a link. Replace it by a copy of the file it points to.`,
  submodule: (path: string) =>
    `${path} is a submodule, whose files are not in this repository. Copy them in, or remove it.`,
  special_file: (path: string) => `${path} is neither a file nor a folder. Remove it.`,
  path_traversal: (path: string) =>
    `${path || 'An empty name'} does not stay inside of the package. Rename or remove it.`,
  absolute_path: (path: string) => `${path} is an absolute path. Name files relative to the package's root.`,
  path_too_long: (path: string) => `${path} has more than 1,024 characters. Shorten the names on its path.`,
  control_character: (path: string) => `${path} has a control character in its name. Rename it.`,
  duplicate_name: (path: string, other: string) =>
    `${path} and ${other} cannot both be there: one is the same name or a folder of it. Rename or remove one of them.`,
  name_conflict_case: (path: string, other: string) =>
    `${path} and ${other} have names that differ only by case. ${rename}`,
  name_conflict_unicode: (path: string, other: string) =>
    `${path} and ${other} have names that differ only by Unicode form. ${rename}`,
  excluded_path: (path: string) =>
    `${path} is never part of a package, as .git, node_modules and .env are not. Pack the archive without it.`,
  key_material: (path: string) =>
    `${path} is named like a secret key or credentials. Remove it from the repository, and replace the secret.`,
  lfs_pointer: (path: string) =>
    `${path} is a Git LFS pointer, not the file itself. Commit the file without LFS, or remove it.`,
  too_many_files: (count: string, limit: string) =>
    `The package has ${count} files; at most ${limit} are allowed. Remove some, or connect a narrower skill_path.`,
  file_too_large: (path: string, limit: string) =>
    `${path} is larger than a file may be (${limit}). Make it smaller, or keep it outside of the package.`,
  package_too_large: (_: string, limit: string) =>
    `The package's files are larger than ${limit} together. Keep large files outside of the package.`,
  archive_too_large: (_: string, limit: string) =>
    `The packed archive is larger than ${limit}. Keep large files outside of the package.`,
};
