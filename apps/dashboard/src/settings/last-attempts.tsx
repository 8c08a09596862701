import { api } from '../api/client.ts';
import { AttemptRow } from '../attempts/attempt-row.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { List } from '../components/list.tsx';
import { Loaded } from '../components/loaded.tsx';
import { TextLink } from '../components/text-link.tsx';
import styles from './settings.module.css';

const shown = 5;

export function LastAttempts({ connectionId }: { connectionId: string }) {
  const attempts = api.useQuery(
    'get',
    '/api/v1/github/attempts',
    { params: { query: { connection_id: connectionId, limit: String(shown) } } },
    { refetchInterval: 10_000 },
  );
  return (
    <Loaded query={attempts}>
      {({ attempts: found }) =>
        found.length === 0 ? (
          <EmptyState title="Nothing was published yet">
            <p>
              Press <i>Sync now</i> to publish what the repository has, or push to it.
            </p>
          </EmptyState>
        ) : (
          <div className={styles.stack}>
            <List label="Last attempts">
              {found.map((attempt) => (
                <AttemptRow key={attempt.id} attempt={attempt} />
              ))}
            </List>
            <TextLink to={`/attempts?connection_id=${connectionId}`} inline={false}>
              All attempts of this connection
            </TextLink>
          </div>
        )
      }
    </Loaded>
  );
}
