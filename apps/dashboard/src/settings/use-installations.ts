import { api } from '../api/client.ts';

/** How often it is asked whether GitHub told of something new while a page is looked at. */
export const renewMs = 10_000;

/** The bound installations of the organization. */
export function useInstallations() {
  return api.useQuery('get', '/api/v1/github/installations', {}, { refetchInterval: renewMs });
}

/** The name of the button that installs the App, on one more account where one is bound. */
export function useConnectLabel(): string {
  const { data } = useInstallations();
  return data && data.installations.length > 0 ? 'Connect another account' : 'Connect GitHub App';
}
