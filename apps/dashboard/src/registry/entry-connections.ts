import { api } from '../api/client.ts';
import { useOrganization } from '../shell/organization.ts';

/** More than people connect to one package. */
const most = '20';

/** The connections that publish into an entry of the tab's organization. The plan Free has none, and nothing is asked. */
export function useEntryConnections(entryId: string) {
  const hasNone = useOrganization().plan === 'free';
  return api.useQuery(
    'get',
    '/api/v1/github/connections',
    { params: { query: { entry_id: entryId, limit: most } } },
    { enabled: !hasNone },
  );
}
