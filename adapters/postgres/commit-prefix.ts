import type { Sha } from '../../domain/shared/ids.ts';

/** Object names that begin with these lower-case digits are no less than `from`, and less than `to`: `g` is no digit. */
export function beginningWith(digits: string): { from: Sha; to: Sha } {
  return { from: digits as Sha, to: `${digits}g` as Sha };
}
