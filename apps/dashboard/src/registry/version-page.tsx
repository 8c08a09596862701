import { Page } from '../components/page.tsx';

export function Component() {
  return <Page title="registry/version">To be built</Page>;
}
