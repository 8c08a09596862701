import { Button } from '@primer/react';
import { useEffect, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '../api/client.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { List } from '../components/list.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { Pager } from '../components/pager.tsx';
import { NeedsPro } from '../settings/needs-pro.tsx';
import { AttemptFilters, attemptFilters } from './attempt-filters.tsx';
import { type AttemptQuery, attemptQueryOf } from './attempt-query.ts';
import { AttemptRow } from './attempt-row.tsx';
import styles from './attempts.module.css';
import { useAttemptFeed } from './use-attempt-feed.ts';

const pageSize = '25';

export function Component() {
  const [search] = useSearchParams();
  // A period begins when it is chosen: as time goes by, the list stays the same one.
  const query = useMemo(() => attemptQueryOf(search), [search]);
  const isNarrowed = attemptFilters.some((name) => search.has(name));
  return (
    <Page title="Attempts" description="Every push, tag and sync that could publish something, and what came of it.">
      <NeedsPro>
        <AttemptFilters />
        <AttemptList query={query} isNarrowed={isNarrowed} />
      </NeedsPro>
    </Page>
  );
}

function AttemptList({ query, isNarrowed }: { query: AttemptQuery; isNarrowed: boolean }) {
  // The events keep it up to date; asked for anew by itself, it would move under the reader's eyes.
  const options = { refetchOnWindowFocus: false, refetchOnReconnect: false };
  const params = { query: { ...query, limit: pageSize } };
  const attempts = api.useQuery('get', '/api/v1/github/attempts', { params }, options);
  const { arrived, isLive, show } = useAttemptFeed(query, attempts);
  const isEmpty = attempts.data?.attempts.length === 0;
  useEffect(() => {
    if (isEmpty && arrived > 0) void show();
  }, [isEmpty, arrived, show]);
  return (
    <>
      <News arrived={arrived} isLive={isLive} isFirst={query.cursor === undefined} onShow={show} />
      <Loaded query={attempts}>
        {(page) => (
          <>
            {page.attempts.length > 0 && (
              <List label="Attempts, newest first">
                {page.attempts.map((attempt) => (
                  <AttemptRow key={attempt.id} attempt={attempt} />
                ))}
              </List>
            )}
            {page.attempts.length === 0 && (isNarrowed ? <NothingMatches /> : <NothingYet />)}
            <Pager nextCursor={page.next_cursor} />
          </>
        )}
      </Loaded>
    </>
  );
}

type NewsProps = { arrived: number; isLive: boolean; isFirst: boolean; onShow(): Promise<void> };

/** Says what has come in since, and shows it when that is asked for; the focus stays here when the button goes. */
function News({ arrived, isLive, isFirst, onShow }: NewsProps) {
  const place = useRef<HTMLDivElement>(null);
  const show = async () => {
    await onShow();
    place.current?.focus();
  };
  return (
    <div role="status" className={styles.news} ref={place} tabIndex={-1}>
      {arrived > 0 && (
        <Button variant="primary" size="small" onClick={() => void show()}>
          {arrived === 1 ? 'Show 1 new attempt' : `Show ${arrived} new attempts`}
        </Button>
      )}
      {isLive && isFirst && arrived === 0 && <span className={styles.quiet}>The list keeps itself up to date.</span>}
      {!isLive && <span className={styles.quiet}>New attempts do not show by themselves now. Reload to see them.</span>}
    </div>
  );
}

function NothingMatches() {
  return (
    <EmptyState title="No attempt matches" action={{ to: '/attempts', label: 'Clear the filters' }}>
      There are attempts, but none for these filters. When you miss a push, Explain says what became of it.
    </EmptyState>
  );
}

function NothingYet() {
  const query = { limit: '1' };
  const connections = api.useQuery('get', '/api/v1/github/connections', { params: { query } });
  return (
    <Loaded query={connections}>
      {({ connections: [connection] }) =>
        connection ? (
          <EmptyState
            title="Nothing was published yet"
            action={{ to: `/settings/github/connections/${connection.id}`, label: 'Open the connection' }}
          >
            Push to {connection.repo_full_name}, or sync the connection. What happens shows here at once.
          </EmptyState>
        ) : (
          <EmptyState
            title="No repository is connected yet"
            action={{ to: '/settings/github', label: 'Connect a repository' }}
          >
            Each push and each tag of a connected repository becomes an attempt to publish it, which is explained here.
          </EmptyState>
        )
      }
    </Loaded>
  );
}
