import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { invitationMs, operatorLinkMs } from '../../domain/access/sign-in-link.ts';
import type { MemberId } from '../../domain/shared/ids.ts';
import type { SignInLinks } from '../../ports/access/sign-in-links.ts';
import type { Refusal } from '../refusal.ts';
import { memberNotFound } from './members.use-case.ts';
import { toManageOrganization } from './needs.ts';

type Link = {
  kind: 'created';
  /** What the link carries. It is given this once. */
  token: string;
  expiresAt: Date;
};

export type SignInLinkPorts = {
  signInLinks: SignInLinks;
  /** 256 random bits as text that fits into a URL. */
  newSecret(): string;
  /** Lower-case hex SHA-256 of the text's UTF-8 bytes. */
  sha256Hex(text: string): string;
  now(): Date;
};

/** Makes a link that lets a member in once. */
export async function createSignInLink(
  ports: SignInLinkPorts,
  { caller, memberId }: { caller: Caller; memberId: MemberId },
): Promise<Link | Refusal> {
  const allowed = authorize(caller, toManageOrganization);
  if (allowed.kind === 'denied') return allowed;
  const { token, tokenHash, expiresAt } = newLink(ports, invitationMs);
  const created = await ports.signInLinks.create(memberId, { tokenHash, expiresAt }, caller);
  if (created.kind === 'unknown-member') return memberNotFound(memberId);
  return created.kind === 'created' ? { kind: 'created', token, expiresAt } : created;
}

/** The same for the first organization's first owner, by who runs the service; null: there is none. */
export async function createOperatorLink(ports: SignInLinkPorts): Promise<Link | null> {
  const { token, tokenHash, expiresAt } = newLink(ports, operatorLinkMs);
  const created = await ports.signInLinks.createForFirstOwner({ tokenHash, expiresAt });
  return created.kind === 'created' ? { kind: 'created', token, expiresAt } : null;
}

function newLink(ports: SignInLinkPorts, validMs: number) {
  const token = ports.newSecret();
  return { token, tokenHash: ports.sha256Hex(token), expiresAt: new Date(ports.now().getTime() + validMs) };
}

/** The token stands in the fragment, which browsers send to nobody: what only fetches the link cannot use it up. */
export function signInLinkUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/sign-in#token=${token}`;
}
