import { Button, FormControl, TextInput } from '@primer/react';
import { type FormEvent, useState } from 'react';
import { client, type Schema } from '../api/client.ts';
import { unwrap } from '../api/unwrap.ts';
import { ProblemBanner } from '../components/problem-banner.tsx';
import { useMay } from '../shell/organization.ts';
import { useRenewConnections } from './renew-connections.ts';
import styles from './settings.module.css';
import { SyncProgress } from './sync-progress.tsx';

/** Publishes what the repository has now, and shows that as it happens. An attempt that runs already is shown too. */
export function SyncPanel({ connection }: { connection: Schema<'Connection'> }) {
  const may = useMay('admin');
  const renew = useRenewConnections();
  const { id, default_branch, tag_pattern, paused, last_attempt } = connection;
  const [ref, setRef] = useState('');
  const [started, setStarted] = useState<string | null>(() => runningOf(last_attempt));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const running = runningOf(last_attempt);
  const shown = running ?? started;
  if (running !== null && running !== started) setStarted(running);
  const sync = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      const { attempt_id } = await startSync(id, ref.trim());
      setStarted(attempt_id);
      await renew();
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles.panel}>
      <form className={styles.row} onSubmit={(event) => void sync(event)}>
        <FormControl disabled={!may}>
          <FormControl.Label>Branch or tag</FormControl.Label>
          <TextInput
            value={ref}
            onChange={(event) => setRef(event.target.value)}
            placeholder={default_branch}
            monospace
            autoComplete="off"
            spellCheck={false}
          />
        </FormControl>
        <Button type="submit" variant="primary" disabled={!may} loading={busy}>
          Sync now
        </Button>
      </form>
      <p className={styles.small}>
        {may
          ? `Publishes what the repository has now: the head of ${default_branch}, or the branch or tag that you name. A tag that does not match ${tag_pattern} gives a version of its commit, such as 0.0.0-github.bdef505.`
          : 'Admins and owners may sync.'}
        {paused && ' While the connection is paused, nothing is published.'}
      </p>
      <ProblemBanner error={error} title="The sync was not started" />
      {shown !== null && (
        <SyncProgress key={shown} attemptId={shown} tagPattern={tag_pattern} onEnd={() => void renew()} />
      )}
    </div>
  );
}

/** Does not wait for the end: the attempt's events tell of it. */
async function startSync(id: string, ref: string): Promise<Schema<'SyncResult'>> {
  return unwrap(
    client.POST('/api/v1/github/connections/{id}/sync', {
      params: { path: { id }, header: { Prefer: 'respond-async' } },
      body: ref === '' ? {} : { ref },
    }),
  );
}

function runningOf(attempt: Schema<'Connection'>['last_attempt']): string | null {
  return attempt?.status === 'pending' ? attempt.id : null;
}
