import { isTokenShape } from '../../domain/access/session.ts';
import { parseId, type SessionId, type UserId } from '../../domain/shared/ids.ts';
import type { NewSession, Session, Sessions, SignIn } from '../../ports/access/sessions.ts';
import { forbidden, type Refusal } from '../refusal.ts';

export type SignInPorts = {
  sessions: Pick<Sessions, 'find' | 'signInByLink'>;
  /** A new UUID. */
  newId(): string;
  /** 256 random bits as text that fits into a URL. */
  newSecret(): string;
  /** Lower-case hex SHA-256 of the text's UTF-8 bytes. */
  sha256Hex(text: string): string;
};

/** The browser that somebody signs in at. `current`: who is signed in there. */
export type Browser = Pick<NewSession, 'userAgent' | 'address' | 'requestId'> & { current: SessionId | null };

/** `token`: what the browser has to send from now on. */
export type SignedIn = { kind: 'signed-in'; session: Session; token: string };

/** Uses up a one-time link, and signs in as its member. */
export async function signInByLink(
  ports: SignInPorts,
  { linkToken, browser }: { linkToken: string; browser: Browser },
): Promise<SignedIn | Refusal> {
  if (!isTokenShape(linkToken)) return refusals.unknown;
  const { signIn, token } = newSignIn(ports, browser);
  const result = await ports.sessions.signInByLink(ports.sha256Hex(linkToken), signIn);
  return result.kind === 'signed-in' ? await signedIn(ports, token) : refusals[result.kind];
}

const again = 'Ask who manages your organization for a new one, or sign in with GitHub.';
const refusals = {
  unknown: forbidden('link_invalid', `This sign-in link is not known, or may let nobody in any more. ${again}`),
  used: forbidden('link_used', `This sign-in link was used already: it lets in once. ${again}`),
  expired: forbidden('link_expired', `This sign-in link has expired, or was withdrawn. ${again}`),
};

/** What a new session is made of. */
export function newSignIn(
  ports: Pick<SignInPorts, 'newId' | 'newSecret' | 'sha256Hex'>,
  { current, ...origin }: Browser,
): { signIn: SignIn; token: string } {
  const token = ports.newSecret();
  const [id, newUserId] = [parseId<SessionId>(ports.newId()), parseId<UserId>(ports.newId())];
  if (id === null || newUserId === null) throw new Error('newId gave no UUID');
  return { signIn: { session: { id, tokenHash: ports.sha256Hex(token), ...origin }, current, newUserId }, token };
}

export async function signedIn(
  ports: Pick<SignInPorts, 'sha256Hex'> & { sessions: Pick<Sessions, 'find'> },
  token: string,
): Promise<SignedIn> {
  const session = await ports.sessions.find(ports.sha256Hex(token));
  if (session === null) throw new Error('The new session is not there');
  return { kind: 'signed-in', session, token };
}
