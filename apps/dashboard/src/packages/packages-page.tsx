import { useSearchParams } from 'react-router';
import { api } from '../api/client.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Filters, SearchFilter } from '../components/filters.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { Pager } from '../components/pager.tsx';
import { EntryList } from '../registry/entry-list.tsx';

export function Component() {
  const [search] = useSearchParams();
  const q = search.get('q');
  const cursor = search.get('cursor');
  const query = { limit: '25', ...(q && { q }), ...(cursor && { cursor }) };
  const entries = api.useQuery('get', '/api/v1/registry/public', { params: { query } });
  return (
    <Page title="Public packages" description="What organizations publish for everybody. No account is needed.">
      <Filters>
        <SearchFilter name="q" label="Search by name or description" />
      </Filters>
      <Loaded query={entries}>
        {(page) => (
          <>
            {page.entries.length > 0 ? <EntryList area="packages" entries={page.entries} /> : <Nothing searched={q} />}
            <Pager nextCursor={page.next_cursor} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Nothing({ searched }: { searched: string | null }) {
  if (searched) return <EmptyState title={`No public package has “${searched}” in its name or description`} />;
  return (
    <EmptyState title="Nothing is public here yet">
      A package appears here as soon as its organization sets its visibility to Public, on its page in the registry.
    </EmptyState>
  );
}
