import { useLayoutEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { client } from '../api/client.ts';
import { isWorthRepeating } from '../api/problem.ts';
import { unwrap } from '../api/unwrap.ts';
import type { Session } from '../shell/session.ts';

/**
 * The token of the link that was opened last, also when the sign-in was shown already; null: there was none. It is taken
 * out of the address at once, so that it is neither kept in the history nor shown.
 */
export function useLinkToken(): string | null {
  const { pathname, search, hash } = useLocation();
  const navigate = useNavigate();
  const arrived = new URLSearchParams(hash.slice(1)).get('token');
  const [token, setToken] = useState(arrived);
  if (arrived !== null && arrived !== token) setToken(arrived);
  useLayoutEffect(() => {
    if (arrived === null) return;
    history.replaceState(history.state, '', pathname + search);
    // The router must know it too: the same link opened again would be no change to it.
    void navigate({ pathname, search }, { replace: true, preventScrollReset: true });
  }, [arrived, pathname, search, navigate]);
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
