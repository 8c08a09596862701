import { useQueryClient } from '@tanstack/react-query';
import { client, type Schema } from '../api/client.ts';
import { unwrap } from '../api/unwrap.ts';
import { ConfirmedButton } from '../components/confirmed-button.tsx';
import { useMay } from '../shell/organization.ts';
import styles from './deliveries.module.css';

const path = '/api/v1/github/deliveries/{id}';

/** Has the delivery processed once more; who may not, and when it can not be, is told so. */
export function ProcessAgain({ delivery }: { delivery: Schema<'DeliveryDetail'> }) {
  const queryClient = useQueryClient();
  const may = useMay('admin');
  const { id, payload, payload_note } = delivery;
  if (!may) return <span className={styles.quiet}>Admins can process it again.</span>;
  if (payload === null && payload_note !== null) {
    return <span className={styles.quiet}>Redeliver it from GitHub to have it processed again.</span>;
  }
  const processAgain = async () => {
    await unwrap(client.POST(`${path}/process`, { params: { path: { id } } }));
    await queryClient.invalidateQueries({ queryKey: ['get', path] });
    await queryClient.invalidateQueries({ queryKey: ['get', '/api/v1/github/deliveries'] });
  };
  return (
    <ConfirmedButton
      label="Process again"
      title="Process this delivery again?"
      confirm="Process it"
      onConfirm={processAgain}
    >
      It is decided anew, as when GitHub redelivers it. What is published already stays as it is and is not published
      twice.
    </ConfirmedButton>
  );
}
