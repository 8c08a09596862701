import type { ReactNode } from 'react';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';

type Props<Data> = {
  query: Parameters<typeof Loaded<Data>>[0]['query'];
  /** Of the page where there is nothing to show, only why. */
  title: string;
  above: ReactNode;
  /** A page. */
  children(data: Data): ReactNode;
};

/** A page named after what a query gives; when that gives nothing, one that says why, and leads back. */
export function LoadedPage<Data>({ query, title, above, children }: Props<Data>) {
  const failed = query.data === undefined && query.error && !query.isFetching;
  const loaded = <Loaded query={query}>{children}</Loaded>;
  if (!failed) return loaded;
  return (
    <Page title={title} above={above}>
      {loaded}
    </Page>
  );
}
