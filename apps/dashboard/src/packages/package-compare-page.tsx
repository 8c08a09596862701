import { Page } from '../components/page.tsx';

export function Component() {
  return <Page title="packages/package-compare">To be built</Page>;
}
