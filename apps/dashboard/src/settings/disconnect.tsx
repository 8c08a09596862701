import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { client, type Schema } from '../api/client.ts';
import { unwrap } from '../api/unwrap.ts';
import { ConfirmedButton } from '../components/confirmed-button.tsx';
import { useMay } from '../shell/organization.ts';
import { useRenewConnections } from './renew-connections.ts';
import styles from './settings.module.css';

type Props = {
  connection: Schema<'Connection'>;
  /** From here on there may be nothing to ask for any more; false: it is still there. */
  onEnding(isEnding: boolean): void;
};

/** Ends a connection, after saying what stays. */
export function Disconnect({ connection: { id, repo_full_name, entry_name }, onEnding }: Props) {
  const may = useMay('admin');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const renew = useRenewConnections();
  const disconnect = async () => {
    onEnding(true);
    try {
      await queries.cancelQueries({ queryKey: ['get', '/api/v1/github/connections/{id}'] });
      await unwrap(client.DELETE('/api/v1/github/connections/{id}', { params: { path: { id } } }));
    } catch (error) {
      onEnding(false);
      throw error;
    }
    await navigate('/settings/github', { replace: true });
    await renew();
  };
  return (
    <div className={styles.stack}>
      <p className={styles.muted}>
        Nothing more is published from {repo_full_name} into {entry_name}. Versions that were published stay.
      </p>
      <div>
        <ConfirmedButton
          label="Disconnect"
          title={`Disconnect ${repo_full_name}?`}
          confirm="Disconnect"
          danger
          disabled={!may}
          onConfirm={disconnect}
        >
          <div className={styles.stack}>
            <p>
              Pushes and tags publish nothing into {entry_name} any more; attempts that are under way end as skipped.
            </p>
            <p>
              All versions of {entry_name} stay, and so do the attempts, and the App on GitHub. The package can be
              connected anew at any time.
            </p>
          </div>
        </ConfirmedButton>
      </div>
      {!may && <p className={styles.small}>Admins and owners may disconnect it.</p>}
    </div>
  );
}
