/** Whether the text can name an entry: 1-128 letters, digits, `.`, `_`, `-`, the first a letter or digit. */
export function isEntryName(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(text);
}

/** Whether the text can name a version: as an entry's name, and `+` too. SemVer is not asked for. */
export function isVersionName(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9.+_-]{0,127}$/.test(text);
}
