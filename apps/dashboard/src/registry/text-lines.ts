/** The lines of a text; one that ends with a line end has no further, empty line. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Whether a text has characters that turn the direction of writing round. Source: Unicode Standard Annex #9. */
export function hasHiddenDirections(text: string): boolean {
  return /[\u202A-\u202E\u2066-\u2069]/.test(text);
}
