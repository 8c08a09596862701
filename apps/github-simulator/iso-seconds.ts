/** A time as GitHub writes it: `2026-11-21T08:00:00Z`. */
export function isoSeconds(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}
