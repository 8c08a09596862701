import { LinkButton } from '@primer/react';
import { useSearchParams } from 'react-router';
import { api } from '../api/client.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Filters, SearchFilter } from '../components/filters.tsx';
import { Link } from '../components/link.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { Pager } from '../components/pager.tsx';
import { EntryList } from './entry-list.tsx';
import { PushByApi } from './push-by-api.tsx';

export function Component() {
  const [search] = useSearchParams();
  const q = search.get('q');
  const cursor = search.get('cursor');
  const query = { limit: '25', ...(q && { q }), ...(cursor && { cursor }) };
  const entries = api.useQuery('get', '/api/v1/registry', { params: { query } });
  return (
    <Page
      title="Packages"
      description="What this organization publishes, and what its repositories publish into."
      actions={
        <LinkButton as={Link} to="/packages">
          Public packages
        </LinkButton>
      }
    >
      <Filters>
        <SearchFilter name="q" label="Search by name or description" />
      </Filters>
      <Loaded query={entries}>
        {(page) => (
          <>
            {page.entries.length > 0 ? <EntryList area="registry" entries={page.entries} /> : <Nothing searched={q} />}
            <Pager nextCursor={page.next_cursor} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Nothing({ searched }: { searched: string | null }) {
  if (searched) return <EmptyState title={`Nothing has “${searched}” in its name or description`} />;
  return (
    <>
      <EmptyState
        title="There is no package yet"
        action={{ to: '/settings/github/connect', label: 'Connect a repository' }}
      >
        Each push to the repository then publishes a version. Or push one yourself, as below.
      </EmptyState>
      <PushByApi />
    </>
  );
}
