import type { Caller } from '../../domain/access/caller.ts';
import { permissionsOf } from '../../domain/access/roles.ts';
import { type ChosenMembership, chooseMembership, isTokenShape } from '../../domain/access/session.ts';
import type { Session, Sessions } from '../../ports/access/sessions.ts';

export type IdentifySessionPorts = {
  sessions: Pick<Sessions, 'find' | 'rotate'>;
  /** Lower-case hex SHA-256 of the text's UTF-8 bytes. */
  sha256Hex(text: string): string;
  /** 256 random bits as text that fits into a URL. */
  newSecret(): string;
};

/** A session that a request came with. `newToken`: what the browser has to send from now on; null: the same as before. */
export type IdentifiedSession = { session: Session; newToken: string | null };

/** Whose session this is; null: nobody's, or it has ended. With `rotates` a token that has served long enough is replaced. */
export async function identifySession(
  ports: IdentifySessionPorts,
  { token, rotates }: { token: string; rotates: boolean },
): Promise<IdentifiedSession | null> {
  if (!isTokenShape(token)) return null;
  const tokenHash = ports.sha256Hex(token);
  const session = await ports.sessions.find(tokenHash);
  if (session === null) return null;
  if (!rotates || !session.rotationDue) return { session, newToken: null };
  const newToken = ports.newSecret();
  // Of two tabs at once one gets the new token, which the browser keeps for both.
  const rotated = await ports.sessions.rotate(session.id, tokenHash, ports.sha256Hex(newToken));
  return { session, newToken: rotated ? newToken : null };
}

/** The caller that a session makes in the organization that the request names, save for where it came from. */
export function callerOfSession(
  { id, memberships }: Session,
  named: string | null,
): { kind: 'caller'; caller: Omit<Caller, 'address' | 'requestId'> } | Exclude<ChosenMembership, { kind: 'chosen' }> {
  const chosen = chooseMembership(memberships, named);
  if (chosen.kind !== 'chosen') return chosen;
  const { organizationId, memberId, letInBy, plan, role } = chosen.membership;
  const caller = { organizationId, memberId, letInBy, plan, role, permissions: permissionsOf(role) };
  return { kind: 'caller', caller: { ...caller, keyId: null, sessionId: id } };
}
