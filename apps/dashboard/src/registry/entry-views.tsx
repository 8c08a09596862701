import { UnderlineNav } from '@primer/react';
import { Link } from '../components/link.tsx';
import { type EntryView, entryPath, type PackageRef } from './package-area.ts';
import styles from './registry.module.css';

type Views = Partial<Record<EntryView, string>>;

/** Which of the views the address asks for; the first, where it asks for none that there is. */
export function viewOf(search: URLSearchParams, views: Views): EntryView {
  const asked = search.get('view');
  return asked !== null && asked in views ? (asked as EntryView) : 'overview';
}

/** The ways between the views of an entry; each has an address of its own. */
export function EntryViews({ of, views, shown }: { of: PackageRef; views: Views; shown: EntryView }) {
  return (
    <div className={styles.views}>
      <UnderlineNav aria-label="Views of this package" variant="flush">
        {(Object.keys(views) as EntryView[]).map((view) => (
          <UnderlineNav.Item
            key={view}
            as={Link}
            to={entryPath(of, view)}
            {...(view === shown && { 'aria-current': 'page' as const })}
          >
            {views[view]}
          </UnderlineNav.Item>
        ))}
      </UnderlineNav>
    </div>
  );
}
