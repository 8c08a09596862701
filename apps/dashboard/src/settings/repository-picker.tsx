import { LockIcon, RepoIcon, SearchIcon } from '@primer/octicons-react';
import { Button, FormControl, Label, TextInput } from '@primer/react';
import { useState } from 'react';
import { api, type Schema } from '../api/client.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { List, ListRow } from '../components/list.tsx';
import { Loaded } from '../components/loaded.tsx';
import { OutsideLink } from '../components/text-link.tsx';
import { Time } from '../components/time.tsx';
import { count } from './count.ts';
import styles from './settings.module.css';

type Repository = Schema<'Repository'>;
type Props = {
  installation: Schema<'ListedInstallation'>;
  /** The full name of the chosen one. */
  value: string | null;
  onChange(repository: Repository | null): void;
};

const pageSize = 10;

/** The repositories that the installation reaches, as GitHub has them just now; only the chosen one once there is one. */
export function RepositoryPicker({ installation, value, onChange }: Props) {
  const repositories = api.useQuery(
    'get',
    '/api/v1/github/repos',
    { params: { query: { installation_id: String(installation.installation_id) } } },
    { staleTime: 60_000, enabled: !installation.suspended },
  );
  if (installation.suspended) return <Suspended installation={installation} />;
  return (
    <Loaded query={repositories}>
      {({ repos, note }) => {
        const chosen = repos.find(({ full_name }) => full_name === value);
        if (chosen) {
          return (
            <List label="Chosen repository">
              <RepositoryRow repository={chosen} label="Change" onPress={() => onChange(null)} />
            </List>
          );
        }
        return (
          <>
            {value !== null && <p className={styles.warned}>The App does not reach {value} now.</p>}
            {repos.length === 0 ? (
              <None installation={installation} />
            ) : (
              <Searched repositories={repos} onChange={onChange} />
            )}
            {note && <p className={styles.small}>{note}</p>}
            <p className={styles.small}>
              Is one missing?{' '}
              <OutsideLink href={installation.html_url}>Choose the App's repositories on GitHub</OutsideLink>, then ask
              GitHub again.
            </p>
            <div>
              <Button size="small" onClick={() => void repositories.refetch()} loading={repositories.isFetching}>
                Ask GitHub again
              </Button>
            </div>
          </>
        );
      }}
    </Loaded>
  );
}

function Suspended({ installation: { account_login, html_url } }: { installation: Schema<'ListedInstallation'> }) {
  return (
    <EmptyState title={`The App is suspended on ${account_login}`}>
      <p>
        An owner of the account can unsuspend it in <OutsideLink href={html_url}>its settings on GitHub</OutsideLink>.
      </p>
    </EmptyState>
  );
}

function None({ installation: { account_login } }: { installation: Schema<'ListedInstallation'> }) {
  return (
    <EmptyState title={`The App reaches no repository of ${account_login}`}>
      Give it access to at least one in its settings on GitHub.
    </EmptyState>
  );
}

type SearchedProps = { repositories: Repository[]; onChange(repository: Repository): void };

function Searched({ repositories, onChange }: SearchedProps) {
  const [text, setText] = useState('');
  const [shown, setShown] = useState(pageSize);
  const found = repositories.filter(({ full_name }) => full_name.toLowerCase().includes(text.trim().toLowerCase()));
  const search = (wanted: string) => {
    setText(wanted);
    setShown(pageSize);
  };
  return (
    <>
      <FormControl>
        <FormControl.Label>Search repositories</FormControl.Label>
        <TextInput
          type="search"
          leadingVisual={SearchIcon}
          value={text}
          onChange={(event) => search(event.target.value)}
          block
        />
      </FormControl>
      <p role="status" className={styles.small}>
        {found.length === 0 ? `No repository has “${text}” in its name.` : count(found.length, 'repository')}
      </p>
      {found.length > 0 && (
        <List label="Repositories">
          {found.slice(0, shown).map((repository) => (
            <RepositoryRow
              key={repository.id}
              repository={repository}
              label="Choose"
              onPress={() => onChange(repository)}
            />
          ))}
        </List>
      )}
      {found.length > shown && (
        <div>
          <Button onClick={() => setShown(shown + pageSize)}>Show more repositories</Button>
        </div>
      )}
    </>
  );
}

type RowProps = { repository: Repository; label: string; onPress(): void };

function RepositoryRow({ repository, label, onPress }: RowProps) {
  const { full_name, visibility, pushed_at, connections, connected_elsewhere } = repository;
  return (
    <ListRow
      title={
        <>
          {visibility === 'public' ? <RepoIcon /> : <LockIcon />}
          {full_name}
          <Label variant="secondary">{visibility}</Label>
          {connections.length > 0 && <Label variant="accent">{count(connections.length, 'connection')}</Label>}
        </>
      }
      end={
        <Button size="small" aria-label={`${label} ${full_name}`} onClick={onPress}>
          {label}
        </Button>
      }
    >
      {pushed_at ? (
        <span>
          pushed <Time at={pushed_at} />
        </span>
      ) : (
        <span>nothing pushed yet</span>
      )}
      {connected_elsewhere && <span>another organization publishes from it too</span>}
    </ListRow>
  );
}
