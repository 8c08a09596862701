import { Page } from '../components/page.tsx';

export function Component() {
  return <Page title="sign-in/sign-in">To be built</Page>;
}
