import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isProblem, isWorthRepeating } from '../api/problem.ts';
import { sessionKey } from './session.ts';

/** Whatever call finds the session ended, the session is asked for anew, and the shell shows the sign-in. */
function onError(error: unknown): void {
  if (isProblem(error) && error.status === 401) void queryClient.invalidateQueries({ queryKey: sessionKey });
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => failures < 3 && isWorthRepeating(error),
    },
  },
});
