import { QueryClient } from '@tanstack/react-query';
import { whenSessionEnds } from '../api/client.ts';
import { isWorthRepeating } from '../api/problem.ts';
import { sessionKey } from './session.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => failures < 3 && isWorthRepeating(error),
    },
  },
});

// Whatever call finds the session ended, the session is asked for anew, and the shell shows the sign-in.
whenSessionEnds(() => void queryClient.invalidateQueries({ queryKey: sessionKey }));
