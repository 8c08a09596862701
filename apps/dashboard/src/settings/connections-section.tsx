import { LinkButton } from '@primer/react';
import { useSearchParams } from 'react-router';
import { api, type Schema } from '../api/client.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { ChoiceFilter, Filters, SearchFilter } from '../components/filters.tsx';
import { Link } from '../components/link.tsx';
import { List } from '../components/list.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Section } from '../components/page.tsx';
import { Pager } from '../components/pager.tsx';
import { useMay } from '../shell/organization.ts';
import { ConnectionRow } from './connection-row.tsx';
import { renewMs } from './use-installations.ts';

const pageSize = 25;

/** Which repositories publish into which packages; searched and paged by the server. */
export function ConnectionsSection({ installations }: { installations: Schema<'ListedInstallation'>[] }) {
  const [search] = useSearchParams();
  const may = useMay('admin');
  const query = {
    limit: String(pageSize),
    ...picked(search, 'q'),
    ...picked(search, 'cursor'),
    ...(search.get('account') && { installation_id: search.get('account') ?? '' }),
  };
  const isNarrowed = search.has('q') || search.has('account');
  const connections = api.useQuery(
    'get',
    '/api/v1/github/connections',
    { params: { query } },
    { refetchInterval: renewMs, placeholderData: (before) => before },
  );
  const suspended = new Set(installations.filter((one) => one.suspended).map((one) => one.installation_id));
  const accounts = Object.fromEntries(installations.map((one) => [String(one.installation_id), one.account_login]));
  return (
    <Section
      title="Connections"
      actions={
        may &&
        installations.length > 0 && (
          <LinkButton as={Link} to="/settings/github/connect" variant="primary">
            Connect a repository
          </LinkButton>
        )
      }
    >
      <Filters>
        <SearchFilter name="q" label="Search repository, path or package" />
        {installations.length > 1 && <ChoiceFilter name="account" label="Account" options={accounts} />}
      </Filters>
      <Loaded query={connections}>
        {({ connections: found, next_cursor }) => (
          <>
            {found.length === 0 ? (
              <Nothing isNarrowed={isNarrowed} />
            ) : (
              <List label="Connections">
                {found.map((connection) => (
                  <ConnectionRow
                    key={connection.id}
                    connection={connection}
                    isSuspended={suspended.has(connection.installation_id)}
                  />
                ))}
              </List>
            )}
            <Pager nextCursor={next_cursor ?? null} />
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Nothing({ isNarrowed }: { isNarrowed: boolean }) {
  return isNarrowed ? (
    <EmptyState title="No connection fits" action={{ to: '/settings/github', label: 'Show all connections' }}>
      Search for part of the repository's name, the path or the package's name.
    </EmptyState>
  ) : (
    <EmptyState title="No repository is connected yet">
      A connection says which folder of which repository publishes into which package.
    </EmptyState>
  );
}

function picked(search: URLSearchParams, name: 'q' | 'cursor') {
  const value = search.get(name);
  return value === null ? {} : { [name]: value };
}
