import { api } from '../api/client.ts';

/** `repository`: `owner/name`. `readable`: whether GitHub can be asked now. */
type Wanted = { repository: string; installationId: number; readable: boolean };

/** The first tags of a repository, as GitHub has them. */
export function useTags({ repository, installationId, readable }: Wanted) {
  const [owner = '', repo = ''] = repository.split('/');
  return api.useQuery(
    'get',
    '/api/v1/github/repos/{owner}/{repo}/tags',
    { params: { path: { owner, repo }, query: { installation_id: String(installationId) } } },
    { staleTime: 30_000, enabled: readable },
  );
}
