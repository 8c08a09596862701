import type { Authorization } from '../domain/access/authorize.ts';
import type { PackageProblemCode } from '../domain/publishing/package-rules.ts';

/** The stable codes of refused requests, besides those of `authorize`. */
export type RefusalCode =
  | 'already_current'
  | 'archive_damaged'
  | 'archive_malformed'
  | 'attempt_finished'
  | 'attempt_not_found'
  | 'body_gone'
  | 'confirm_public_required'
  | 'connection_not_found'
  | 'content_hash_mismatch'
  | 'delivery_not_found'
  | 'discovery_busy'
  | 'entry_connected'
  | 'entry_not_found'
  | 'file_not_found'
  | 'github_refused'
  | 'github_unavailable'
  | 'installation_account_differs'
  | 'installation_bound_elsewhere'
  | 'installation_not_found'
  | 'installation_suspended'
  | 'invalid_request'
  | 'key_not_found'
  | 'last_owner'
  | 'link_expired'
  | 'link_invalid'
  | 'link_used'
  | 'manifest_mismatch'
  | 'member_not_found'
  | 'name_taken'
  | 'new_owner_not_bound'
  | 'nothing_to_roll_back'
  | 'permission_not_held'
  | 'proof_invalid'
  | 'proof_required'
  | 'reading_busy'
  | 'ref_not_found'
  | 'repository_empty'
  | 'repository_not_accessible'
  | 'repository_too_large'
  | 'role_above_own'
  | 'skill_md_invalid'
  | 'skill_md_missing'
  | 'too_many_keys'
  | 'transfer_not_pending'
  | 'version_not_found'
  | 'version_taken'
  | 'version_yanked'
  | PackageProblemCode;

/** One field of the request that is wrong. `path` is the field's name as the API knows it. */
export type FieldProblem = { path: string; message: string };

type Denied = Extract<Authorization, { kind: 'denied' }>;
type Reason<Kind extends string> = { kind: Kind; code: RefusalCode; message: string };

/**
 * Why a request was not carried out; nothing was changed. `message` says what happened, to what, and what to do next.
 * `unavailable`: GitHub, or what is stored, could not be asked; worth another try, at `retryAt` when it is known when.
 */
export type Refusal =
  | Denied
  | Reason<'forbidden'>
  | Reason<'not-found'>
  | Reason<'conflict'>
  | (Reason<'invalid'> & { problems: FieldProblem[] })
  | (Reason<'unavailable'> & { retryAt: Date | null });

export function forbidden(code: RefusalCode, message: string): Reason<'forbidden'> {
  return { kind: 'forbidden', code, message };
}

export function notFound(code: RefusalCode, message: string): Reason<'not-found'> {
  return { kind: 'not-found', code, message };
}

export function conflict(code: RefusalCode, message: string): Reason<'conflict'> {
  return { kind: 'conflict', code, message };
}

/** A request whose shape is right but whose fields cannot be taken. */
export function invalid(
  problems: FieldProblem[],
  code: RefusalCode = 'invalid_request',
): Extract<Refusal, { kind: 'invalid' }> {
  const message = problems.map((problem) => `${problem.path}: ${problem.message}`).join(' ');
  return { kind: 'invalid', code, message, problems };
}
