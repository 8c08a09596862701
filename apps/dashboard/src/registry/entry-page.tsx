import { Page } from '../components/page.tsx';

export function Component() {
  return <Page title="registry/entry">To be built</Page>;
}
