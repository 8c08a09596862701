import { Page } from '../components/page.tsx';

export function Component() {
  return <Page title="organization/audit-log">To be built</Page>;
}
