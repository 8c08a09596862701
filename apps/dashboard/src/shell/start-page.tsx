import { Navigate } from 'react-router';
import { api } from '../api/client.ts';
import { Loaded } from '../components/loaded.tsx';

/** Where there is nothing connected yet, the set-up is the start; else what was published lately. */
export function Component() {
  const connections = api.useQuery('get', '/api/v1/github/connections', { params: { query: { limit: '1' } } });
  return (
    <Loaded query={connections}>
      {({ connections: found }) => <Navigate to={found.length === 0 ? '/settings/github' : '/attempts'} replace />}
    </Loaded>
  );
}
