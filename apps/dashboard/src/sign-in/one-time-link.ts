import { client } from '../api/client.ts';
import { isWorthRepeating } from '../api/problem.ts';
import { unwrap } from '../api/unwrap.ts';
import type { Session } from '../shell/session.ts';

/** Takes the token out of the address, so that it is neither kept in the history nor shown. Null: there is none. */
export function takeLinkToken(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token !== null) history.replaceState(history.state, '', location.pathname + location.search);
  return token;
}

const uses = new Map<string, Promise<Session>>();

/** Signs in by a one-time link. One that arrived is sent once, however often it is asked for. Throws the API's problem. */
export function signInByLink(token: string): Promise<Session> {
  const use = uses.get(token) ?? send(token);
  uses.set(token, use);
  return use;
}

async function send(token: string): Promise<Session> {
  try {
    return await unwrap(client.POST('/api/v1/session/link', { body: { token } }));
  } catch (error) {
    if (isWorthRepeating(error)) uses.delete(token);
    throw error;
  }
}
