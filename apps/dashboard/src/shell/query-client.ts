import { QueryClient } from '@tanstack/react-query';
import { whenSessionEnds } from '../api/client.ts';
import { isWorthRepeating } from '../api/problem.ts';
import { sessionKey } from './session.ts';
import { whenSignedOutElsewhere } from './sign-out.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => failures < 3 && isWorthRepeating(error),
    },
  },
});

// Whatever call finds the session ended, the session is asked for anew, and the shell shows the sign-in.
const askForSession = () => void queryClient.invalidateQueries({ queryKey: sessionKey });
whenSessionEnds(askForSession);
whenSignedOutElsewhere(askForSession);
