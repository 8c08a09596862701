import { Page } from '../components/page.tsx';

export function Component() {
  return <Page title="settings/connection">To be built</Page>;
}
