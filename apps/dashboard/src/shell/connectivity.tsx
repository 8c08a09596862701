import { Banner } from '@primer/react';
import { onlineManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import styles from './shell.module.css';

/** Says that the connection is away; queries go on by themselves when it is back. */
export function Connectivity() {
  const online = useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
  );
  return (
    <div role="status">
      {!online && (
        <div className={styles.offline}>
          <Banner title="You are offline" hideTitle variant="warning">
            You are offline. What you see may be out of date; it is renewed as soon as the connection is back.
          </Banner>
        </div>
      )}
    </div>
  );
}
