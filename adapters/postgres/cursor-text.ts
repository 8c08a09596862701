/** The parts of a cursor as clients get it, which is opaque to them: base64url of JSON. */
export function formatCursorText(parts: readonly [string, string]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** Null for what `formatCursorText` did not make. */
export function parseCursorText(text: string): [string, string] | null {
  const parts = parsedJson(Buffer.from(text, 'base64url').toString('utf8'));
  if (!Array.isArray(parts) || parts.length !== 2) return null;
  const [first, second]: unknown[] = parts;
  return typeof first === 'string' && typeof second === 'string' ? [first, second] : null;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
