/** With what GitHub sends somebody back after the App was installed, changed or asked for. Source: https://docs.github.com/apps/creating-github-apps/registering-a-github-app/about-the-setup-url */
export type ReturnedFromGitHub = {
  action: 'install' | 'update' | 'request';
  /** Null while an owner has yet to approve. */
  installationId: number | null;
  state: string | null;
  code: string | null;
};

const parameters = ['installation_id', 'setup_action', 'state', 'code'];

/** What the address calls an installation's id and is none; null: nothing. */
export function unreadableId(search: URLSearchParams): string | null {
  const id = search.get('installation_id');
  return id && readId(id) === null ? id : null;
}

/** Null when the address does not come of GitHub's sending back. */
export function readReturn(search: URLSearchParams): ReturnedFromGitHub | null {
  const installationId = readId(search.get('installation_id') ?? '');
  const told = search.get('setup_action');
  const action = told === 'update' || told === 'request' ? told : 'install';
  if (installationId === null && action !== 'request') return null;
  return { action, installationId, state: search.get('state'), code: search.get('code') };
}

function readId(text: string): number | null {
  const id = Number(text);
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}

/** The address's parameters without what GitHub added, so that reloading or going back does nothing again. */
export function withoutReturn(search: URLSearchParams): string {
  const cleaned = new URLSearchParams(search);
  for (const name of parameters) cleaned.delete(name);
  const text = cleaned.toString();
  return text === '' ? '' : `?${text}`;
}
