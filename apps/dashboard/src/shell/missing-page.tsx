import { EmptyState } from '../components/empty-state.tsx';
import { Page } from '../components/page.tsx';

export function MissingPage() {
  return (
    <Page title="There is no such page">
      <EmptyState title="Nothing is at this address" action={{ to: '/', label: 'Go to the start page' }}>
        It may have been mistyped, or moved.
      </EmptyState>
    </Page>
  );
}
