/**
 * At most `limit` characters, counted as UTF-16 does, which never gives more than counting Unicode characters. A cut
 * text ends with an ellipsis, and no character is cut in half.
 */
export function cutCharacters(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = limit - 1;
  return `${text.slice(0, isInsidePair(text, end) ? end - 1 : end)}…`;
}

/** At most `limit` bytes of UTF-8; a cut text ends with an ellipsis, and no character is cut in half. */
export function cutBytes(text: string, limit: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= limit) return text;
  let end = limit - Buffer.byteLength('…');
  // 0b10xxxxxx goes on with a character that began before.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return `${bytes.toString('utf8', 0, end)}…`;
}

function isInsidePair(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff;
}
