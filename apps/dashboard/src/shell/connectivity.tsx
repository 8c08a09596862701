import { Banner } from '@primer/react';
import { onlineManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { reachability } from './query-client.ts';
import styles from './shell.module.css';

/** Says that the connection or the server is away; queries go on by themselves when it is back. */
export function Connectivity() {
  const online = useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
  );
  const away = useSyncExternalStore(reachability.subscribe, reachability.isAway);
  return (
    <div role="status">
      {!online && (
        <Away title="You are offline">
          You are offline. What you see may be out of date; it is renewed as soon as the connection is back.
        </Away>
      )}
      {online && away && (
        <Away title="Waybill does not answer">
          Waybill does not answer. What you see may be out of date; this page goes on by itself as soon as it answers
          again.
        </Away>
      )}
    </div>
  );
}

function Away({ title, children }: { title: string; children: string }) {
  return (
    <div className={styles.offline}>
      <Banner title={title} hideTitle variant="warning">
        {children}
      </Banner>
    </div>
  );
}
