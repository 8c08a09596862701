import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { client, type Schema } from '../api/client.ts';
import { unwrap } from '../api/unwrap.ts';

export type Session = Schema<'Session'>;
export type SessionOrganization = Session['organizations'][number];

export const sessionKey = ['session'] as const;

/** Who is signed in, and where. */
const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: ({ signal }) => unwrap(client.GET('/api/v1/session', { signal })),
  staleTime: 60_000,
  // It may have ended elsewhere, or by itself, while nobody looked at this tab.
  refetchOnWindowFocus: 'always',
});

export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

const key = 'waybill.organization';

/** The organization of this tab: the one that the address names, else the last one, else the first. */
export function chosenOrganization({ organizations }: Session, search: URLSearchParams): SessionOrganization | null {
  const wanted = [search.get('organization'), sessionStorage.getItem(key), localStorage.getItem(key)];
  for (const id of wanted) {
    const found = organizations.find((organization) => organization.id === id);
    if (found) return found;
  }
  return organizations[0] ?? null;
}

/** The id that addresses name, since they would be ambiguous without; null for who is in one organization only. */
export function namedOrganization(session: Session, search: URLSearchParams): string | null {
  return session.organizations.length > 1 ? (chosenOrganization(session, search)?.id ?? null) : null;
}

/** Somebody chose it: this tab works in it, and tabs whose address names none begin with it. */
export function chooseOrganization(id: string): void {
  sessionStorage.setItem(key, id);
  localStorage.setItem(key, id);
}

/** The tab stays in its organization; that is a choice where the address led this tab to it. */
export function keepOrganization(id: string, search: URLSearchParams): void {
  if (sessionStorage.getItem(key) === id) return;
  if (search.get('organization') === id) chooseOrganization(id);
  else sessionStorage.setItem(key, id);
}

export function useSessionState() {
  return useQuery(sessionQuery);
}
