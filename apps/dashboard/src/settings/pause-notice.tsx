import { Banner, Button } from '@primer/react';
import { useEffect, useRef, useState } from 'react';
import { api, client, type Schema } from '../api/client.ts';
import { isProblem } from '../api/problem.ts';
import { unwrap } from '../api/unwrap.ts';
import { ConfirmedButton } from '../components/confirmed-button.tsx';
import { useMay } from '../shell/organization.ts';
import { describePauseFix, suspendedSentence } from './pause-advice.ts';
import { useRenewConnections } from './renew-connections.ts';
import styles from './settings.module.css';
import { useConnectLabel } from './use-installations.ts';

type Connection = Schema<'Connection'>;

/** `suspendedAccount`: where the App is suspended, if that is the connection's account. */
type Props = { connection: Connection; suspendedAccount: string | null };

/** Why the connection does nothing for now, and what ends that. It keeps the focus when its buttons have gone. */
export function PauseNotice({ connection, suspendedAccount }: Props) {
  const may = useMay('admin');
  const button = useConnectLabel();
  const { paused } = connection;
  const [wasPaused, setWasPaused] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const ended = paused === null && wasPaused;
  if (paused !== null && !wasPaused) setWasPaused(true);
  useEffect(() => {
    if (ended && document.activeElement === document.body) place.current?.focus();
  }, [ended]);
  return (
    <div ref={place} tabIndex={-1} role="status" className={styles.notice}>
      {paused !== null && (
        <Banner
          variant="warning"
          title="This connection is paused"
          description={describePause(connection, button)}
          {...(may && primaryActionOf(connection))}
        />
      )}
      {suspendedAccount !== null && (
        <Banner
          variant="warning"
          title={`The GitHub App is suspended on ${suspendedAccount}`}
          description={suspendedSentence}
        />
      )}
      {ended && suspendedAccount === null && <Banner variant="success" title="The connection goes on" />}
    </div>
  );
}

function describePause({ paused, paused_by_member }: Connection, button: string): string {
  if (paused === null) return '';
  const also = paused_by_member && paused.reason !== 'paused_by_member' ? ' A member paused it besides.' : '';
  return `${paused.sentence} ${describePauseFix(paused, button)}${also}`;
}

function primaryActionOf(connection: Connection) {
  switch (connection.paused?.reason) {
    case 'repository_transferred':
      return { primaryAction: <ConfirmTransfer connection={connection} /> };
    case 'paused_by_member':
      return { primaryAction: <Resume connection={connection} /> };
    default:
      return {};
  }
}

function Resume({ connection: { id } }: { connection: Connection }) {
  const renew = useRenewConnections();
  const change = api.useMutation('patch', '/api/v1/github/connections/{id}', { onSuccess: renew });
  const resume = () => change.mutate({ params: { path: { id } }, body: { paused_by_member: false } });
  return (
    <Button onClick={resume} loading={change.isPending}>
      Resume
    </Button>
  );
}

function ConfirmTransfer({ connection: { id, repo_full_name, entry_name } }: { connection: Connection }) {
  const renew = useRenewConnections();
  const button = useConnectLabel();
  const confirm = async () => {
    const path = '/api/v1/github/connections/{id}/confirm-transfer';
    await unwrap(client.POST(path, { params: { path: { id } } })).catch((error: unknown) => {
      throw withAdvice(error, button);
    });
    await renew();
  };
  return (
    <ConfirmedButton
      label="Confirm the transfer"
      title="Go on from the new owner?"
      confirm="Confirm"
      onConfirm={confirm}
    >
      Whoever owns {repo_full_name} now will decide what is published into {entry_name}. What its branch holds is
      published at once. Versions that were published before stay.
    </ConfirmedButton>
  );
}

/** The API's advice is for programs. */
function withAdvice(error: unknown, button: string): unknown {
  if (!isProblem(error) || error.code !== 'new_owner_not_bound') return error;
  const told = error.detail.replace(/ (?:Install the App there|Bind it with POST).*$/s, '');
  return {
    ...error,
    detail: `${told} Install the App on that account with access to the repository (page GitHub, “${button}”), then confirm again.`,
  };
}
