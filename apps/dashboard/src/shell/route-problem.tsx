import { Button } from '@primer/react';
import { useRouteError } from 'react-router';
import { describeError, isProblem } from '../api/problem.ts';
import { Page } from '../components/page.tsx';
import styles from './shell.module.css';

/** What stands in the place of a page that could not be shown; the header and the navigation stay around it. */
export function RouteProblem() {
  const { title, detail } = told(useRouteError());
  return (
    <Page title={title} description={detail}>
      <Button onClick={() => location.reload()}>Load the page again</Button>
    </Page>
  );
}

/** The same, where the header itself could not be shown. */
export function ShellProblem() {
  return (
    <main className={styles.alone}>
      <RouteProblem />
    </main>
  );
}

/** How Chromium, Firefox, Safari and Vite's loader of style sheets say that a part of the pages did not come. */
const notLoaded = /dynamically imported module|Importing a module script failed|Unable to preload CSS/i;

function told(error: unknown): { title: string; detail: string } {
  if (isProblem(error)) return describeError(error);
  const message = error instanceof Error ? error.message : String(error);
  if (notLoaded.test(message)) {
    return {
      title: 'This page could not be loaded',
      detail: 'Waybill was renewed, or the connection is away: load the page again.',
    };
  }
  return {
    title: 'This page has an error',
    detail: `Load the page again. If that does not help, tell whoever runs this server what it said: “${message}”. The other pages still work.`,
  };
}
