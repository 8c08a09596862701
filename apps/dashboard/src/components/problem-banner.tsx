import { Banner } from '@primer/react';
import { describeError } from '../api/problem.ts';
import styles from './problem-banner.module.css';

/** What went wrong and what to do; null and undefined show nothing. It is read out when it appears. */
export function ProblemBanner({ error, title, onRetry }: { error: unknown; title?: string; onRetry?: () => void }) {
  if (error === null || error === undefined) return null;
  const told = describeError(error);
  return (
    <div className={styles.problem} role="alert">
      <Banner
        variant="critical"
        title={title ?? told.title}
        description={told.detail}
        {...(onRetry && { primaryAction: <Banner.PrimaryAction onClick={onRetry}>Try again</Banner.PrimaryAction> })}
      />
    </div>
  );
}
