/** The periods that lists can be narrowed to, in hours. */
export const periods: Record<string, string> = {
  '1': 'The last hour',
  '24': 'The last day',
  '168': 'The last week',
  '720': 'The last 30 days',
};
const hourMs = 3_600_000;

/** Begins at a full minute, so that pages of one list, and what is kept of them, fit together. */
export function beginOfPeriod(hours: string | null): string | null {
  if (hours === null || periods[hours] === undefined) return null;
  const since = new Date(Date.now() - Number(hours) * hourMs);
  since.setSeconds(0, 0);
  return since.toISOString();
}
