import { isFailureCode } from './failure.ts';

type Ended = {
  /** The stable code of a skip or a failure. */
  reason: string | null;
  /** Of a failure; else null. */
  fault: 'repository' | 'service' | null;
};

const byResolveCommit: readonly string[] = [
  'tag_not_a_version',
  'ref_deleted',
  'ref_not_found',
  'repository_empty',
  'installation_missing',
];
const byPushVersion: readonly string[] = ['tag_moved', 'version_taken'];
const byPackSource: readonly string[] = ['skill_md_missing', 'skill_md_invalid'];

/**
 * The step that ran without an error and whose verdict ended the attempt; null when none did, or it is not known. A step
 * that gave up has an error of its own. A pause may have ended the attempt from outside, whichever step was under way.
 */
export function refusingStep({ reason, fault }: Ended): 'resolveCommit' | 'packSource' | 'pushVersion' | null {
  if (reason === null) return null;
  if (byResolveCommit.includes(reason)) return 'resolveCommit';
  if (byPushVersion.includes(reason)) return 'pushVersion';
  // All other codes are those of refused packages.
  const isOfPackage = byPackSource.includes(reason) || !isFailureCode(reason);
  return fault === 'repository' && isOfPackage ? 'packSource' : null;
}
