import { client } from '../api/client.ts';
import { isProblem } from '../api/problem.ts';
import { unwrap } from '../api/unwrap.ts';

const otherTabs = new BroadcastChannel('waybill.signed-out');

/** Says what is done when somebody signs out in another tab. */
export function whenSignedOutElsewhere(act: () => void): void {
  otherTabs.addEventListener('message', act);
}

/** Ends the session, or all sessions of the person, and loads the page anew: nothing of it stays in memory. */
export async function signOut({ everywhere }: { everywhere: boolean }): Promise<void> {
  try {
    await unwrap(client.DELETE('/api/v1/session', { params: { query: everywhere ? { everywhere: 'true' } : {} } }));
  } catch (error) {
    // It ended by itself in the meantime.
    if (!isProblem(error) || error.status !== 401) throw error;
  }
  otherTabs.postMessage(null);
  sessionStorage.clear();
  location.assign('/sign-in');
}
