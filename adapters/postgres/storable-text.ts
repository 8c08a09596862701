/**
 * PostgreSQL's text holds neither U+0000 nor half a surrogate pair, and its jsonb refuses both. What comes from
 * repositories and other programs may have them: they are stored as U+FFFD.
 * Source: https://www.postgresql.org/docs/current/datatype-json.html
 */
export function storable<T>(value: T): T {
  return mapped(value) as T;
}

/** Whether a row can hold that very text; where it cannot, none is found by it. */
export function isStorable(text: string): boolean {
  return !text.includes('\0');
}

function mapped(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '\uFFFD').toWellFormed();
  if (Array.isArray(value)) return value.map(mapped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [mapped(key), mapped(inner)]));
}
