import { Page } from '../components/page.tsx';

export function Component() {
  return <Page title="organization/settings">To be built</Page>;
}
