/** SQL of checks that several tables share; the text is PostgreSQL's own spelling, so that comparing schemas finds no change. */

export function oneOf(column: string, values: readonly string[]): string {
  return `${column} = any (array[${values.map((value) => `'${value}'::text`).join(', ')}])`;
}

/** Lower-case hex SHA-256. */
export function isSha256(column: string): string {
  return `${column} ~ '^[0-9a-f]{64}$'::text`;
}

/** A commit's object name, SHA-1 or SHA-256. */
export function isCommit(column: string): string {
  return `${column} ~ '^([0-9a-f]{40}|[0-9a-f]{64})$'::text`;
}
