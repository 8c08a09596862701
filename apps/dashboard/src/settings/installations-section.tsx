import { Label } from '@primer/react';
import { useQueryClient } from '@tanstack/react-query';
import { api, client, type Schema } from '../api/client.ts';
import { unwrap } from '../api/unwrap.ts';
import { ConfirmedButton } from '../components/confirmed-button.tsx';
import { List, ListRow } from '../components/list.tsx';
import { Section } from '../components/page.tsx';
import { OutsideLink, TextLink } from '../components/text-link.tsx';
import { Time } from '../components/time.tsx';
import { useMay } from '../shell/organization.ts';
import { BindById } from './bind-by-id.tsx';
import { ConnectAppButton } from './connect-app-button.tsx';
import { count } from './count.ts';
import { suspendedSentence } from './pause-advice.ts';
import styles from './settings.module.css';
import { useSeen } from './use-seen.ts';

type Installation = Schema<'ListedInstallation'>;

/** The accounts on which the App is installed for this organization. */
export function InstallationsSection({ installations }: { installations: Installation[] }) {
  const may = useMay('admin');
  return (
    <Section
      title="GitHub accounts"
      actions={
        may && (
          <>
            <BindById />
            <ConnectAppButton />
          </>
        )
      }
    >
      <List label="Bound installations of the GitHub App">
        {installations.map((installation) => (
          <InstallationRow key={installation.id} installation={installation} />
        ))}
      </List>
    </Section>
  );
}

function InstallationRow({ installation }: { installation: Installation }) {
  const may = useMay('admin');
  const { account_login, account_type, suspended, installation_id } = installation;
  return (
    <ListRow
      title={
        <>
          {account_login}
          <Label variant={suspended ? 'attention' : 'success'}>{suspended ? 'suspended on GitHub' : 'active'}</Label>
        </>
      }
      end={
        may && (
          <>
            {!suspended && (
              <TextLink to={`/settings/github/connect?installation_id=${installation_id}`} inline={false}>
                Connect a repository
              </TextLink>
            )}
            <Unbind installation={installation} />
          </>
        )
      }
    >
      <span>{account_type === 'Organization' ? 'organization' : 'person'}</span>
      <Reach installation={installation} />
      <span>
        {installation.connections === 0
          ? 'no connection yet'
          : `${count(installation.connections, 'connection')} to ${count(installation.connected_repositories, 'repository')}`}
      </span>
      <span>
        {installation.last_event_at ? (
          <>
            last event <Time at={installation.last_event_at} />
          </>
        ) : (
          'no event yet'
        )}
      </span>
      <span>installation {installation_id}</span>
      {suspended && <span>{suspendedSentence}</span>}
    </ListRow>
  );
}

const fewMinutesMs = 5 * 60_000;

/** What the App reaches; how many, once GitHub has said it. It is asked once for a row that is seen, and not again. */
function Reach({ installation }: { installation: Installation }) {
  const { suspended, html_url, repository_selection, installation_id } = installation;
  const [ref, isSeen] = useSeen<HTMLSpanElement>();
  const { data } = api.useQuery(
    'get',
    '/api/v1/github/repos',
    { params: { query: { installation_id: String(installation_id), limit: '1' } } },
    {
      enabled: isSeen && !suspended,
      staleTime: fewMinutesMs,
      retry: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    },
  );
  return (
    <span ref={ref}>
      reaches {repository_selection === 'all' ? 'all repositories' : 'selected repositories'}
      {data && !suspended && `, ${data.total_count.toLocaleString('en')} now`} (
      <OutsideLink href={html_url}>choose on GitHub</OutsideLink>)
    </span>
  );
}

function Unbind({ installation: { id, account_login, connections } }: { installation: Installation }) {
  const queries = useQueryClient();
  const unbind = async () => {
    await unwrap(client.DELETE('/api/v1/github/installations/{id}', { params: { path: { id } } }));
    await queries.invalidateQueries({ queryKey: ['get', '/api/v1/github/installations'] });
    await queries.invalidateQueries({ queryKey: ['get', '/api/v1/github/connections'] });
  };
  return (
    <ConfirmedButton
      label="Unbind"
      title={`Unbind ${account_login}?`}
      confirm="Unbind"
      danger
      size="small"
      onConfirm={unbind}
    >
      <div className={styles.stack}>
        <p>
          {connections === 0 ? 'No connection uses it.' : `${pausing(connections)} until it is bound again.`} What was
          published stays, and so do the connections and their attempts.
        </p>
        <p>The App stays on the account: uninstall it on GitHub if it should have no access any more.</p>
      </div>
    </ConfirmedButton>
  );
}

function pausing(connections: number): string {
  return connections === 1 ? 'Its connection pauses' : `Its ${connections} connections pause`;
}
