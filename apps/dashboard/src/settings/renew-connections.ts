import { useQueryClient } from '@tanstack/react-query';

const paths = ['connections', 'connections/{id}', 'installations', 'attempts'].map((name) => `/api/v1/github/${name}`);

/** Asks anew for whatever shows connections. */
export function useRenewConnections(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(paths.map((path) => queries.invalidateQueries({ queryKey: ['get', path] })));
  };
}
