import { Page } from '../components/page.tsx';

export function Component() {
  return <Page title="packages/packages">To be built</Page>;
}
