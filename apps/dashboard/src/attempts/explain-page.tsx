import { Page } from '../components/page.tsx';

export function Component() {
  return <Page title="attempts/explain">To be built</Page>;
}
