import { LinkButton } from '@primer/react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '../components/link.tsx';
import type { ShownEntry } from '../registry/package-area.ts';
import { type Session, useSession } from '../shell/session.ts';

type PublicEntry = ShownEntry & { organization_name?: string };

/** The way to where the package is managed, for who is in its organization. */
export function MemberLink({ entry }: { entry: PublicEntry }) {
  const { organizations } = useSession();
  const named = organizations.filter(({ name }) => name === entry.organization_name);
  const own = useQuery({
    queryKey: ['owner of', entry.id, named.map(({ id }) => id)],
    queryFn: ({ signal }) => firstWith(entry.id, named, signal),
    enabled: named.length > 0,
  });
  if (!own.data) return null;
  return (
    <LinkButton as={Link} to={`/registry/${entry.id}?${new URLSearchParams({ organization: own.data })}`}>
      Manage it
    </LinkButton>
  );
}

/** Names of organizations are no ids: the one that has the entry is asked for. Null: none of them. */
async function firstWith(entryId: string, candidates: Session['organizations'], signal: AbortSignal) {
  for (const { id } of candidates) {
    const headers = { 'Waybill-Organization': id };
    const answer = await fetch(`/api/v1/registry/${entryId}?limit=1`, { headers, signal, credentials: 'same-origin' });
    // Read to its end, so that the browser is done with it.
    await answer.text();
    if (answer.ok) return id;
  }
  return null;
}
