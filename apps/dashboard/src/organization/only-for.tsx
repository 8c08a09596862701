import type { ReactNode } from 'react';
import { EmptyState } from '../components/empty-state.tsx';
import { useOrganization } from '../shell/organization.ts';
import { atLeast, type Role } from '../shell/session.ts';

/** What only a role may see; the others are told whom to ask. */
export function OnlyFor({ needed, children }: { needed: Role; children: ReactNode }) {
  const { role: own, name } = useOrganization();
  if (atLeast(own, needed)) return children;
  return (
    <EmptyState title={`This is for the role ${needed}`}>
      Your role in {name} is {own}. Ask an owner of the organization for more.
    </EmptyState>
  );
}
