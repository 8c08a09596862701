/** A pattern of `like` and `ilike` for what contains the text, whose own signs mean nothing special. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}
