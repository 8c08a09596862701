import { Page } from '../components/page.tsx';

export function Component() {
  return <Page title="packages/package-version">To be built</Page>;
}
