import { isProblem } from '../api/problem.ts';

/** Ends the session, here and in the browser's other tabs, and loads the page anew: nothing of it stays in memory. */
export async function signOut(): Promise<void> {
  const response = await fetch('/api/v1/session', { method: 'DELETE', credentials: 'same-origin' });
  if (!response.ok && response.status !== 401) {
    const body: unknown = await response.json().catch(() => null);
    throw isProblem(body) ? body : new Error(`Signing out was answered with ${response.status}`);
  }
  sessionStorage.clear();
  location.assign('/sign-in');
}
