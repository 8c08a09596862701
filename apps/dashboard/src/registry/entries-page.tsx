import { Page } from '../components/page.tsx';

export function Component() {
  return <Page title="registry/entries">To be built</Page>;
}
