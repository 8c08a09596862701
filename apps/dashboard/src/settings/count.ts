const plurals: Record<string, string> = { repository: 'repositories' };

/** `1 repository`, `3 repositories`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${number === 1 ? noun : (plurals[noun] ?? `${noun}s`)}`;
}
