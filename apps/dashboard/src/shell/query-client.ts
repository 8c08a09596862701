import { QueryClient } from '@tanstack/react-query';
import { whenSessionEnds } from '../api/client.ts';
import { isWorthRepeating } from '../api/problem.ts';
import { watchReachability } from './reachability.ts';
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

/** Whether Waybill answers at all; what failed meanwhile is asked for anew as soon as it does. */
export const reachability = watchReachability(queryClient, () =>
  fetch('/readyz', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  ),
);
