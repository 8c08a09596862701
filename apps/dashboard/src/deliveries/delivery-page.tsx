import { Page } from '../components/page.tsx';

export function Component() {
  return <Page title="deliveries/delivery">To be built</Page>;
}
