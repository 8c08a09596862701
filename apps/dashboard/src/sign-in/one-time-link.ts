import { client } from '../api/client.ts';
import { unwrap } from '../api/unwrap.ts';
import type { Session } from '../shell/session.ts';

/** Takes the token out of the address, so that it is neither kept in the history nor shown. */
export function takeLinkToken(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? taken;
  if (token !== null && location.hash !== '')
    history.replaceState(history.state, '', location.pathname + location.search);
  taken = token;
  return token;
}

/** React asks twice while developing; the address has it only the first time. */
let taken: string | null = null;

const uses = new Map<string, Promise<Session>>();

/** Signs in by a one-time link; a token is sent once, however often it is asked for. Throws the API's problem. */
export function signInByLink(token: string): Promise<Session> {
  const use = uses.get(token) ?? send(token);
  uses.set(token, use);
  return use;
}

function send(token: string): Promise<Session> {
  taken = null;
  return unwrap(client.POST('/api/v1/session/link', { body: { token } }));
}
