import { Page } from '../components/page.tsx';

export function Component() {
  return <Page title="organization/members">To be built</Page>;
}
