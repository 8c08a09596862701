import { Page } from '../components/page.tsx';

export function Component() {
  return <Page title="deliveries/deliveries">To be built</Page>;
}
