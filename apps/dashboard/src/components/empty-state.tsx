import { Heading, LinkButton } from '@primer/react';
import type { ReactNode } from 'react';
import styles from './empty-state.module.css';
import { Link } from './link.tsx';

/** What stands where there is nothing yet: why, and the next step. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: { to: string; label: string };
}) {
  return (
    <div className={styles.empty}>
      <Heading as="h2" variant="small">
        {title}
      </Heading>
      {children && <div className={styles.text}>{children}</div>}
      {action && (
        <LinkButton as={Link} to={action.to} variant="primary" labelWrap>
          {action.label}
        </LinkButton>
      )}
    </div>
  );
}
