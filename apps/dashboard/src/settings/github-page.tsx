import { Page } from '../components/page.tsx';

export function Component() {
  return <Page title="settings/github">To be built</Page>;
}
