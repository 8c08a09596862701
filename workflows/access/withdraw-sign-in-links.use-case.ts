import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { MemberId } from '../../domain/shared/ids.ts';
import type { SignInLinks } from '../../ports/access/sign-in-links.ts';
import type { Refusal } from '../refusal.ts';
import { memberNotFound } from './members.use-case.ts';
import { toManageOrganization } from './needs.ts';

/** Takes back what was given to the wrong person: none of the member's links lets anybody in from then on. */
export async function withdrawSignInLinks(
  ports: { signInLinks: SignInLinks },
  { caller, memberId }: { caller: Caller; memberId: MemberId },
): Promise<{ kind: 'withdrawn' } | Refusal> {
  const allowed = authorize(caller, toManageOrganization);
  if (allowed.kind === 'denied') return allowed;
  const withdrawn = await ports.signInLinks.withdraw(memberId, caller);
  return withdrawn.kind === 'unknown-member' ? memberNotFound(memberId) : withdrawn;
}
