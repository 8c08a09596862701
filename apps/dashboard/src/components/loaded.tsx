import { Spinner } from '@primer/react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import styles from './loaded.module.css';
import { ProblemBanner } from './problem-banner.tsx';

/** What a query gave; before that a spinner, or why it gave nothing. What was there stays while it is asked for anew. */
export function Loaded<Data>({
  query,
  children,
}: {
  query: Pick<UseQueryResult<Data, unknown>, 'data' | 'error' | 'refetch' | 'isFetching'>;
  children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) {
    return (
      <>
        {query.error !== null && query.error !== undefined && !query.isFetching && (
          <ProblemBanner error={query.error} onRetry={() => void query.refetch()} />
        )}
        {children(query.data)}
      </>
    );
  }
  if (query.error && !query.isFetching) {
    return <ProblemBanner error={query.error} onRetry={() => void query.refetch()} />;
  }
  return <Loading />;
}

export function Loading() {
  return (
    <div className={styles.loading} aria-busy="true">
      <Spinner srText="Loading" delay />
    </div>
  );
}
