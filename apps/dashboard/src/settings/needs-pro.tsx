import type { ReactNode } from 'react';
import { EmptyState } from '../components/empty-state.tsx';
import { useOrganization } from '../shell/organization.ts';

/** Publishing from GitHub is part of the plan Pro: below it there is nothing to show but that. */
export function NeedsPro({ children }: { children: ReactNode }) {
  const { plan, name } = useOrganization();
  if (plan !== 'free') return children;
  return (
    <EmptyState
      title="Publishing from GitHub needs the plan Pro"
      action={{ to: '/registry', label: 'Go to the packages' }}
    >
      {name} has the plan {plan}. Whoever runs this service can change it; uploads of packages go on working.
    </EmptyState>
  );
}
