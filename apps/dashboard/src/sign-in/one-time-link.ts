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

async function send(token: string): Promise<Session> {
  taken = null;
  const response = await fetch('/api/v1/session/link', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  const body: unknown = await response.json();
  if (!response.ok) throw body;
  return body as Session;
}
