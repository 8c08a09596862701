import { FormControl, Select } from '@primer/react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { api, type Schema } from '../api/client.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useChangeSearch } from '../components/use-change-search.ts';
import { useMay } from '../shell/organization.ts';
import { ConnectForm } from './connect-form.tsx';
import { NeedsPro } from './needs-pro.tsx';
import { RepositoryPicker } from './repository-picker.tsx';
import styles from './settings.module.css';
import { useInstallations } from './use-installations.ts';

type Installation = Schema<'ListedInstallation'>;

export function Component() {
  return (
    <Page
      title="Connect a repository"
      above={<TextLink to="/settings/github">GitHub</TextLink>}
      description="One connection publishes one folder of one repository into one package. A repository with several skills gets several connections."
    >
      <NeedsPro>
        <ForAdmins />
      </NeedsPro>
    </Page>
  );
}

function ForAdmins() {
  const may = useMay('admin');
  const installations = useInstallations();
  if (!may) {
    return (
      <EmptyState
        title="Admins and owners connect repositories"
        action={{ to: '/settings/github', label: 'Show what is connected' }}
      >
        Ask one of them, or for the role admin.
      </EmptyState>
    );
  }
  return (
    <Loaded query={installations}>
      {({ installations: bound }) =>
        bound.length === 0 ? (
          <EmptyState
            title="The GitHub App is not installed yet"
            action={{ to: '/settings/github', label: 'Install it first' }}
          >
            Repositories are read through it.
          </EmptyState>
        ) : (
          <Choices installations={bound} />
        )
      }
    </Loaded>
  );
}

/** The account stands in the address, and so does the repository's name once it is chosen: links and reloads keep them. */
function Choices({ installations }: { installations: Installation[] }) {
  const [search] = useSearchParams();
  const change = useChangeSearch();
  const wanted = search.get('installation_id');
  const installation = installations.find((one) => String(one.installation_id) === wanted) ?? installations[0];
  const chosen = search.get('repo') || null;
  if (!installation) return null;
  return (
    <div className={styles.form}>
      <fieldset className={styles.group}>
        <legend>1. Repository</legend>
        {installations.length > 1 && (
          <FormControl>
            <FormControl.Label>GitHub account</FormControl.Label>
            <Select
              value={String(installation.installation_id)}
              onChange={(event) => change({ installation_id: event.target.value, repo: '' })}
              block
            >
              {installations.map((one) => (
                <Select.Option key={one.id} value={String(one.installation_id)}>
                  {`${one.account_login}${one.suspended ? ' (suspended on GitHub)' : ''}`}
                </Select.Option>
              ))}
            </Select>
          </FormControl>
        )}
        <RepositoryPicker
          key={installation.id}
          installation={installation}
          value={chosen}
          onChange={(repository) => change({ repo: repository?.full_name ?? '' })}
        />
      </fieldset>
      {chosen && <Chosen key={`${installation.id} ${chosen}`} installation={installation} name={chosen} />}
    </div>
  );
}

function Chosen({ installation, name }: { installation: Installation; name: string }) {
  const repositories = api.useQuery(
    'get',
    '/api/v1/github/repos',
    { params: { query: { installation_id: String(installation.installation_id) } } },
    { staleTime: 60_000 },
  );
  const repository = repositories.data?.repos.find(({ full_name }) => full_name === name);
  const [startedOver, setStartedOver] = useState(0);
  if (!repository) return null;
  return (
    <ConnectForm
      key={startedOver}
      installationId={installation.installation_id}
      repository={repository}
      onStartOver={() => setStartedOver(startedOver + 1)}
    />
  );
}
