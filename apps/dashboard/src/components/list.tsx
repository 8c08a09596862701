import type { ReactNode } from 'react';
import styles from './list.module.css';

/** A list in a box. `label` says of what, for who cannot see the heading above. */
export function List({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={styles.list} aria-label={label}>
      {children}
    </ul>
  );
}

/** One of a list: what it is, what is to be said of it, and what stands at its end (narrow: below). */
export function ListRow({ title, children, end }: { title: ReactNode; children?: ReactNode; end?: ReactNode }) {
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <div className={styles.title}>{title}</div>
        {children && <div className={styles.more}>{children}</div>}
      </div>
      {end && <div className={styles.end}>{end}</div>}
    </li>
  );
}
