import { Navigate } from 'react-router';
import { api } from '../api/client.ts';
import { Loaded } from '../components/loaded.tsx';
import { useOrganization } from './organization.ts';

/** Where there is nothing connected yet, or nothing can be, the set-up is the start; else what was published lately. */
export function Component() {
  const { plan } = useOrganization();
  return plan === 'free' ? <SetUp /> : <Latest />;
}

function Latest() {
  const connections = api.useQuery('get', '/api/v1/github/connections', { params: { query: { limit: '1' } } });
  return (
    <Loaded query={connections}>
      {({ connections: found }) => (found.length === 0 ? <SetUp /> : <Navigate to="/attempts" replace />)}
    </Loaded>
  );
}

function SetUp() {
  return <Navigate to="/settings/github" replace />;
}
