import { Banner } from '@primer/react';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearchParams } from 'react-router';
import { client, type Schema } from '../api/client.ts';
import { unwrap } from '../api/unwrap.ts';
import { Page } from '../components/page.tsx';
import { TextLink } from '../components/text-link.tsx';
import { useMay } from '../shell/organization.ts';
import { ChangeEntry } from './change-entry.tsx';
import { EntryHistory } from './entry-history.tsx';
import { EntryOverview } from './entry-overview.tsx';
import { EntryViews, viewOf } from './entry-views.tsx';
import { LoadedPage } from './loaded-page.tsx';
import type { PackageRef } from './package-area.ts';
import { packageKey } from './package-queries.ts';
import styles from './registry.module.css';
import { RollBack } from './roll-back.tsx';
import { VersionsView } from './versions-view.tsx';

const above = (
  <TextLink to="/registry" inline={false}>
    Packages
  </TextLink>
);

const views = { overview: 'Overview', versions: 'Versions', history: 'History' };

export function Component() {
  const { entryId = '' } = useParams();
  const of: PackageRef = { area: 'registry', entryId };
  const entry = useQuery({
    queryKey: [...packageKey(of), 'own entry'],
    queryFn: async ({ signal }) => {
      // Two of the versions: whether there is another than the current one.
      const params = { path: { id: entryId }, query: { limit: '2' } };
      return unwrap(client.GET('/api/v1/registry/{id}', { params, signal }));
    },
  });
  return (
    <LoadedPage query={entry} title="Package" above={above}>
      {(found) => <EntryPage of={of} found={found} />}
    </LoadedPage>
  );
}

type OwnEntry = { entry: Schema<'Entry'>; versions: unknown[] };

function EntryPage({ of, found: { entry, versions } }: { of: PackageRef; found: OwnEntry }) {
  const [search] = useSearchParams();
  const mayChange = useMay('admin');
  const view = viewOf(search, views);
  return (
    <Page
      title={entry.name}
      above={above}
      description={entry.description}
      actions={
        mayChange && (
          <>
            <ChangeEntry of={of} entry={entry} />
            {entry.current_version && (
              <RollBack of={of} current={entry.current_version.version} hasOthers={versions.length > 1} />
            )}
          </>
        )
      }
    >
      {entry.hidden && <Hidden hidden={entry.hidden} />}
      <EntryViews of={of} views={views} shown={view} />
      {view === 'overview' && <EntryOverview of={of} entry={entry} />}
      {view === 'versions' && <VersionsView of={of} />}
      {view === 'history' && <EntryHistory of={of} />}
    </Page>
  );
}

/** What the API's own words say of requests, in terms of this page. */
const wayBack =
  'Make the repository public again, or press Change, choose Public, and confirm that everybody may go on reading the published files.';

function Hidden({ hidden }: { hidden: NonNullable<Schema<'Entry'>['hidden']> }) {
  return (
    <div className={styles.notice}>
      <Banner variant="warning" title="Hidden from the public" description={`${hidden.sentence} ${wayBack}`} />
    </div>
  );
}
