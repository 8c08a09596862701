import { Page } from '../components/page.tsx';

export function Component() {
  return <Page title="settings/connect">To be built</Page>;
}
