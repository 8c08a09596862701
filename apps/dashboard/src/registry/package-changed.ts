import { useQueryClient } from '@tanstack/react-query';
import type { PackageRef } from './package-area.ts';
import { packageKey } from './package-queries.ts';

/** What is to be done when a package was changed: all that is shown of it, and the list with it, is asked for anew. */
export function useChanged(of: PackageRef): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: packageKey(of) }),
      queries.invalidateQueries({ queryKey: packageKey({ ...of, area: 'packages' }) }),
      queries.invalidateQueries({ queryKey: ['get', '/api/v1/registry'] }),
      queries.invalidateQueries({ queryKey: ['get', '/api/v1/registry/public'] }),
    ]);
  };
}
