import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { client, type Schema } from '../api/client.ts';
import { unwrap } from '../api/unwrap.ts';
import { List, ListRow } from '../components/list.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Section } from '../components/page.tsx';
import { Pager } from '../components/pager.tsx';
import { TextLink } from '../components/text-link.tsx';
import { Time } from '../components/time.tsx';
import { type PackageRef, versionPath } from './package-area.ts';
import { packageKey } from './package-queries.ts';
import { visibilities } from './visibility.tsx';

type EntryEvent = Schema<'EntryEvent'>;

/** What became of an entry: who did what, when and why. */
export function EntryHistory({ of }: { of: PackageRef }) {
  const [search] = useSearchParams();
  const cursor = search.get('cursor');
  const query = { limit: '25', ...(cursor && { cursor }) };
  const events = useQuery({
    queryKey: [...packageKey(of), 'history', query],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/v1/registry/{id}/history', { params: { path: { id: of.entryId }, query }, signal })),
  });
  return (
    <Section title="What happened">
      <Loaded query={events}>
        {(page) => (
          <>
            <List label="Events">
              {page.events.map((event) => (
                <EventRow key={`${event.kind} ${event.id}`} of={of} event={event} />
              ))}
            </List>
            <Pager nextCursor={page.next_cursor} />
          </>
        )}
      </Loaded>
    </Section>
  );
}

function EventRow({ of, event }: { of: PackageRef; event: EntryEvent }) {
  return (
    <ListRow title={<span>{whatHappened(of, event)}</span>}>
      <Time at={event.at} />
      {event.by && <span>by {event.by.name}</span>}
      {event.reason && <span>Reason: {event.reason}</span>}
    </ListRow>
  );
}

function whatHappened(of: PackageRef, event: EntryEvent) {
  const version = event.version !== null && <TextLink to={versionPath(of, event.version)}>{event.version}</TextLink>;
  switch (event.kind) {
    case 'created':
      return event.changes?.visibility
        ? `The entry was made, visibility: ${visibilities[event.changes.visibility].label}`
        : 'The entry was made';
    case 'updated':
      return changesText(event.changes ?? {});
    case 'published':
      return <>{version} was published from the repository</>;
    case 'pushed':
      return <>{version} was pushed by a registry client, and is current</>;
    case 'rolled_back':
      return <RolledBack event={event} to={version} />;
    case 'yanked':
      return <>{version} was yanked</>;
    case 'unyanked':
      return <>The yank of {version} was taken back</>;
    case 'current_moved':
      return event.version === null ? <>No version is current any more</> : <>{version} became current</>;
    default:
      return event.kind satisfies never;
  }
}

function RolledBack({ event, to }: { event: EntryEvent; to: ReactNode }) {
  if (event.from_version === null) return <>Rolled back to {to}</>;
  return (
    <>
      Rolled back from {event.from_version} to {to}
    </>
  );
}

function changesText({ visibility, description }: NonNullable<EntryEvent['changes']>): string {
  const changes = [];
  if (visibility) changes.push(`the visibility became ${visibilities[visibility].label}`);
  if (description === null) changes.push('the description was taken away');
  else if (description !== undefined) changes.push('the description was changed');
  return changes.length === 0 ? 'The entry was changed' : sentence(changes.join(', '));
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
