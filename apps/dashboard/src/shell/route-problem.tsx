import { Button } from '@primer/react';
import { useRouteError } from 'react-router';
import { ProblemBanner } from '../components/problem-banner.tsx';
import styles from './shell.module.css';

/** What is left of a page that could not be shown: most often its script was renewed, or the connection is away. */
export function RouteProblem() {
  const error = useRouteError();
  return (
    <main className={styles.alone}>
      <ProblemBanner error={error} title="This page could not be shown" />
      <Button onClick={() => location.reload()}>Load the page again</Button>
    </main>
  );
}
