import { client, type Schema } from '../api/client.ts';
import { unwrap } from '../api/unwrap.ts';
import type { ReturnedFromGitHub } from './returned-from-github.ts';

const path = '/api/v1/github/installations';

export type Bound =
  | { kind: 'bound'; account: string; already: boolean }
  /** GitHub says that it is there, and nothing says that this organization asked for it: a stranger's link can do that. */
  | { kind: 'unproven'; installationId: number; code: string | null }
  | { kind: 'refused'; error: unknown };

const begun = new Map<string, Promise<Bound>>();

/** Binds what GitHub sent back, once per page load however often it is called; a failed one may be tried again. */
export function bindReturned(returned: ReturnedFromGitHub & { installationId: number }): Promise<Bound> {
  const key = JSON.stringify(returned);
  const known = begun.get(key);
  if (known) return known;
  const binding = bind(returned);
  begun.set(key, binding);
  void binding.then(({ kind }) => kind === 'bound' || begun.delete(key));
  return binding;
}

async function bind({ installationId, state, code }: ReturnedFromGitHub & { installationId: number }): Promise<Bound> {
  try {
    const before = await boundOf(installationId);
    if (before) return { kind: 'bound', account: before.account_login, already: true };
    if (state === null) return { kind: 'unproven', installationId, code };
    const proof = { state, ...(code !== null && { code }) };
    const made = await unwrap(client.POST(path, { body: { installation_id: installationId, ...proof } }));
    return { kind: 'bound', account: made.account_login, already: false };
  } catch (error) {
    // Another tab may have used the state meanwhile.
    const meanwhile = await boundOf(installationId).catch(() => undefined);
    return meanwhile ? { kind: 'bound', account: meanwhile.account_login, already: true } : { kind: 'refused', error };
  }
}

async function boundOf(installationId: number): Promise<Schema<'ListedInstallation'> | undefined> {
  const { installations } = await unwrap(client.GET(path));
  return installations.find((one) => one.installation_id === installationId);
}
