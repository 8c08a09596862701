import { LinkButton } from '@primer/react';
import { useSearchParams } from 'react-router';
import { Link } from './link.tsx';
import styles from './pager.module.css';

/** The way to the next page of a list, as the address's `cursor`; the browser's back button is the way back. */
export function Pager({ nextCursor }: { nextCursor: string | null }) {
  const [search] = useSearchParams();
  if (nextCursor === null && !search.has('cursor')) return null;
  return (
    <nav className={styles.pager} aria-label="Pages of the list">
      {search.has('cursor') && (
        <LinkButton as={Link} to={{ search: searchWith(search, null) }}>
          First page
        </LinkButton>
      )}
      {nextCursor !== null && (
        <LinkButton as={Link} to={{ search: searchWith(search, nextCursor) }}>
          Next page
        </LinkButton>
      )}
    </nav>
  );
}

function searchWith(search: URLSearchParams, cursor: string | null): string {
  const changed = new URLSearchParams(search);
  if (cursor === null) changed.delete('cursor');
  else changed.set('cursor', cursor);
  return changed.toString();
}
