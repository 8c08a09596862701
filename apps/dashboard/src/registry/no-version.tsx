import type { Schema } from '../api/client.ts';
import { AttemptRow } from '../attempts/attempt-row.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { List } from '../components/list.tsx';
import { Loaded } from '../components/loaded.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useMay, useOrganization } from '../shell/organization.ts';
import { useEntryConnections } from './entry-connections.ts';
import type { PackageRef } from './package-area.ts';
import styles from './registry.module.css';

type Connection = Schema<'Connection'>;
type Props = { of: PackageRef; title: string };

/** What stands where a package has no version to show: what is on its way to one, or how one comes about. */
export function NoVersion(props: Props) {
  return (
    <div className={styles.noVersion}>
      <Explained {...props} />
    </div>
  );
}

function Explained({ of, title }: Props) {
  if (of.area === 'packages') {
    return (
      <EmptyState title="Nothing is published here yet" action={{ to: '/packages', label: 'Show the public packages' }}>
        Its first version will stand here as soon as its organization publishes one.
      </EmptyState>
    );
  }
  return <OwnWithoutVersion entryId={of.entryId} title={title} />;
}

function OwnWithoutVersion({ entryId, title }: { entryId: string; title: string }) {
  const connections = useEntryConnections(entryId);
  if (useOrganization().plan === 'free') {
    return <EmptyState title={title}>A version comes with a push by a registry client.</EmptyState>;
  }
  return (
    <Loaded query={connections}>
      {({ connections: found }) =>
        found.length > 0 ? <Connected title={title} connections={found} /> : <NotConnected title={title} />
      }
    </Loaded>
  );
}

function NotConnected({ title }: { title: string }) {
  const may = useMay('admin');
  return (
    <EmptyState
      title={title}
      {...(may && { action: { to: '/settings/github/connect', label: 'Connect a repository to it' } })}
    >
      A version comes with the next push or tag of a connected repository, or with a push by a registry client.
      {!may && ' Admins and owners connect repositories: ask one of them.'}
    </EmptyState>
  );
}

function Connected({ title, connections }: { title: string; connections: Connection[] }) {
  const attempts = connections.flatMap(({ last_attempt }) => last_attempt ?? []);
  return (
    <>
      <EmptyState title={title}>
        {connections.map((connection) => (
          <ConnectionNote key={connection.id} connection={connection} />
        ))}
      </EmptyState>
      {attempts.length > 0 && (
        <List label="Last attempts">
          {attempts.map((attempt) => (
            <AttemptRow key={attempt.id} attempt={attempt} />
          ))}
        </List>
      )}
    </>
  );
}

function ConnectionNote({ connection: { id, repo_full_name, last_attempt, paused } }: { connection: Connection }) {
  return (
    <p>
      <TextLink to={`/settings/github/connections/${id}`}>{repo_full_name}</TextLink> is connected to it
      {last_attempt === null
        ? ', and published nothing yet: sync it on its page, or push to it.'
        : `. Its last attempt ${lastAttempt[last_attempt.status]}, as below.`}{' '}
      {paused?.sentence}
    </p>
  );
}

const lastAttempt: Record<NonNullable<Connection['last_attempt']>['status'], string> = {
  pending: 'is under way',
  published: 'was published',
  skipped: 'was skipped',
  failed: 'failed',
};
