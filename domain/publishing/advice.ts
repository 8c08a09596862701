type Told = { reason: string | null; message: string | null; fix: string | null };

/** Their messages say what to do, some in other words than the fix, or as it was when the attempt ended. */
const advising: readonly string[] = [
  'connection_paused',
  'installation_missing',
  'installation_suspended',
  'ref_not_found',
  'repository_empty',
  'repository_not_accessible',
  'tag_moved',
  'version_taken',
];

/** What to do, where it is told beside the message: null when that says it already. */
export function adviceBeside({ reason, message, fix }: Told): string | null {
  if (fix === null || message === null) return fix;
  const isSaid = message.includes(fix) || (reason !== null && advising.includes(reason));
  return isSaid ? null : fix;
}
