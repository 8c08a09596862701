import type { ReactNode } from 'react';
import type { Role } from '../../../../domain/access/caller.ts';
import { atLeast } from '../../../../domain/access/roles.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Page } from '../components/page.tsx';
import { useOrganization } from '../shell/organization.ts';

type Props = { title: string; needed: Role; children: ReactNode };

/** A page that only a role may see; the others get one of that title which says whom to ask. */
export function OnlyFor({ title, needed, children }: Props) {
  const { role: own, name } = useOrganization();
  if (atLeast(own, needed)) return children;
  return (
    <Page title={title}>
      <EmptyState title={`This is for the role ${needed}`}>
        Your role in {name} is {own}. Ask an owner of the organization for more.
      </EmptyState>
    </Page>
  );
}
