import { lazy, Suspense } from 'react';
import { useSearchParams } from 'react-router';
import { EmptyState } from '../components/empty-state.tsx';
import { Filters, SearchFilter } from '../components/filters.tsx';
import { Loaded, Loading } from '../components/loaded.tsx';
import { Section } from '../components/page.tsx';
import { Pager } from '../components/pager.tsx';
import { NoVersion } from './no-version.tsx';
import type { ListedVersion, PackageRef } from './package-area.ts';
import { useVersions } from './package-queries.ts';
import { VersionList } from './version-list.tsx';

const VersionChart = lazy(() => import('./version-chart.tsx').then((module) => ({ default: module.VersionChart })));

const shownInChart = 100;

/** The versions of a package: over time, and one by one. */
export function VersionsView({ of }: { of: PackageRef }) {
  const newest = useVersions(of, { limit: shownInChart });
  return (
    <Loaded query={newest}>
      {({ versions, next_cursor: more }) =>
        versions.length === 0 ? (
          <NoVersion of={of} title="There is no version yet" />
        ) : (
          <>
            <Chart of={of} versions={versions} isAll={more === null} />
            <SearchedVersions of={of} />
          </>
        )
      }
    </Loaded>
  );
}

function Chart({ of, versions, isAll }: { of: PackageRef; versions: ListedVersion[]; isAll: boolean }) {
  if (versions.length < 2) return null;
  return (
    <Section title={isAll ? 'Over time' : `The newest ${shownInChart} over time`}>
      <Suspense fallback={<Loading />}>
        <VersionChart of={of} versions={versions} />
      </Suspense>
    </Section>
  );
}

function SearchedVersions({ of }: { of: PackageRef }) {
  const [search] = useSearchParams();
  const q = search.get('q');
  const cursor = search.get('cursor');
  const page = useVersions(of, { limit: 20, ...(q && { q }), ...(cursor && { cursor }) });
  return (
    <Section title="One by one">
      <Filters>
        <SearchFilter name="q" label="Search by version" />
      </Filters>
      <Loaded query={page}>
        {({ versions, next_cursor: next }) => (
          <>
            {versions.length > 0 ? (
              <VersionList of={of} versions={versions} />
            ) : (
              <EmptyState title={`No version has “${q}” in its name`} />
            )}
            <Pager nextCursor={next} />
          </>
        )}
      </Loaded>
    </Section>
  );
}
