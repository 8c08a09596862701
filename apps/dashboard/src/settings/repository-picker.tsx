import { LockIcon, RepoIcon, SearchIcon } from '@primer/octicons-react';
import { Button, FormControl, Label, TextInput } from '@primer/react';
import { useState } from 'react';
import { api, type Schema } from '../api/client.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Loaded } from '../components/loaded.tsx';
import { OutsideLink } from '../components/text-link.tsx';
import { Time } from '../components/time.tsx';
import { ChoiceList } from './choice-list.tsx';
import { count } from './count.ts';
import styles from './settings.module.css';

type Repository = Schema<'Repository'>;
type Props = {
  installation: Schema<'ListedInstallation'>;
  value: string | null;
  onChange(repository: Repository): void;
};

const pageSize = 10;

/** The repositories that the installation reaches, as GitHub has them just now. */
export function RepositoryPicker({ installation, value, onChange }: Props) {
  const repositories = api.useQuery(
    'get',
    '/api/v1/github/repos',
    { params: { query: { installation_id: String(installation.installation_id) } } },
    { staleTime: 60_000 },
  );
  return (
    <Loaded query={repositories}>
      {({ repos, note }) => (
        <>
          {repos.length === 0 ? (
            <None installation={installation} />
          ) : (
            <Searched repositories={repos} value={value} onChange={onChange} />
          )}
          {note && <p className={styles.small}>{note}</p>}
          <div className={styles.small}>
            Is one missing?{' '}
            <OutsideLink href={installation.html_url}>Choose the App's repositories on GitHub</OutsideLink>, then{' '}
            <Button size="small" onClick={() => void repositories.refetch()} loading={repositories.isFetching}>
              ask GitHub again
            </Button>
          </div>
        </>
      )}
    </Loaded>
  );
}

function None({ installation: { account_login } }: { installation: Schema<'ListedInstallation'> }) {
  return (
    <EmptyState title={`The App reaches no repository of ${account_login}`}>
      Give it access to at least one in its settings on GitHub.
    </EmptyState>
  );
}

type SearchedProps = { repositories: Repository[]; value: string | null; onChange(repository: Repository): void };

function Searched({ repositories, value, onChange }: SearchedProps) {
  const [text, setText] = useState('');
  const [shown, setShown] = useState(pageSize);
  const found = repositories.filter(({ full_name }) => full_name.toLowerCase().includes(text.trim().toLowerCase()));
  const chosen = repositories.find(({ full_name }) => full_name === value);
  const first = found.slice(0, shown);
  const listed = chosen && !first.includes(chosen) ? [chosen, ...first] : first;
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
      {listed.length > 0 && (
        <ChoiceList
          name="repository"
          label="Repository"
          value={value}
          onChange={(name) => {
            const repository = repositories.find(({ full_name }) => full_name === name);
            if (repository) onChange(repository);
          }}
          choices={listed.map(choiceOf)}
        />
      )}
      {found.length > shown && (
        <div>
          <Button onClick={() => setShown(shown + pageSize)}>Show more repositories</Button>
        </div>
      )}
    </>
  );
}

function choiceOf(repository: Repository) {
  const { full_name, visibility, pushed_at, connections, connected_elsewhere } = repository;
  return {
    value: full_name,
    title: (
      <>
        {visibility === 'public' ? <RepoIcon /> : <LockIcon />}
        {full_name}
        <Label variant="secondary">{visibility}</Label>
        {connections.length > 0 && <Label variant="accent">{count(connections.length, 'connection')}</Label>}
      </>
    ),
    detail: (
      <>
        {pushed_at ? (
          <>
            pushed <Time at={pushed_at} />
          </>
        ) : (
          'nothing pushed yet'
        )}
        {connected_elsewhere && ' · another organization publishes from it too'}
      </>
    ),
  };
}
