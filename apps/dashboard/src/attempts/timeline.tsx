import type { Icon } from '@primer/octicons-react';
import type { ReactNode } from 'react';
import styles from './timeline.module.css';

export type Tone = 'neutral' | 'success' | 'danger' | 'attention' | 'accent';

/** Things in the order in which they happened. */
export function Timeline({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ol className={styles.timeline} aria-label={label}>
      {children}
    </ol>
  );
}

/** One of them. Its words say all that its picture and color do. */
export function TimelineItem({ icon: Picture, tone, children }: { icon: Icon; tone: Tone; children: ReactNode }) {
  return (
    <li className={styles.item}>
      <span className={styles.mark} data-tone={tone}>
        <Picture />
      </span>
      <div className={styles.body}>{children}</div>
    </li>
  );
}
