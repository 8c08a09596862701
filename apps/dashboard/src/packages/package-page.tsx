import { useParams, useSearchParams } from 'react-router';
import { Page } from '../components/page.tsx';
import { TextLink } from '../components/text-link.tsx';
import { EntryOverview } from '../registry/entry-overview.tsx';
import { EntryViews, viewOf } from '../registry/entry-views.tsx';
import { LoadedPage } from '../registry/loaded-page.tsx';
import { useEntry } from '../registry/package-queries.ts';
import { VersionsView } from '../registry/versions-view.tsx';
import { MemberLink } from './member-link.tsx';

const views = { overview: 'Overview', versions: 'Versions' };

export function Component() {
  const { entryId = '' } = useParams();
  const [search] = useSearchParams();
  const of = { area: 'packages' as const, entryId };
  const entry = useEntry(of);
  const above = (
    <TextLink to="/packages" inline={false}>
      Public packages
    </TextLink>
  );
  const view = viewOf(search, views);
  return (
    <LoadedPage query={entry} title="Package" above={above}>
      {(found) => (
        <Page title={found.name} above={above} description={found.description} actions={<MemberLink entry={found} />}>
          <EntryViews of={of} views={views} shown={view} />
          {view === 'overview' && <EntryOverview of={of} entry={found} />}
          {view === 'versions' && <VersionsView of={of} />}
        </Page>
      )}
    </LoadedPage>
  );
}
