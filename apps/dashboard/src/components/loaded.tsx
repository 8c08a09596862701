import { Spinner } from '@primer/react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { isFinal } from '../api/problem.ts';
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
  const { data, error, refetch, isFetching } = query;
  const failed = error !== null && error !== undefined && !isFetching;
  const problem = failed && <ProblemBanner error={error} {...(!isFinal(error) && { onRetry: () => void refetch() })} />;
  if (data !== undefined) {
    return (
      <>
        {problem}
        {children(data)}
      </>
    );
  }
  return problem || <Loading />;
}

export function Loading() {
  return (
    <div className={styles.loading} aria-busy="true">
      <Spinner srText="Loading" delay />
    </div>
  );
}
