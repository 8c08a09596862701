import { Button } from '@primer/react';
import { Navigate, Outlet, useLocation, useSearchParams } from 'react-router';
import { workIn } from '../api/client.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Page } from '../components/page.tsx';
import { OrganizationContext } from './organization.ts';
import { chosenOrganization, keepOrganization, type SessionOrganization, useSession } from './session.ts';

/** Lets only those in who are signed in and in an organization; the others are told what to do. */
export function SignedIn() {
  const session = useSession();
  const { pathname, search, hash } = useLocation();
  const [parameters] = useSearchParams();
  if (!session.user) {
    const returnTo = `${pathname}${search}${hash}`;
    return <Navigate to={`/sign-in?${new URLSearchParams({ return_to: returnTo })}`} replace />;
  }
  const organization = chosenOrganization(session, parameters);
  if (!organization) return <WithoutOrganization name={session.user.login ?? session.user.name} />;
  return <InOrganization key={organization.id} organization={organization} />;
}

function InOrganization({ organization }: { organization: SessionOrganization }) {
  workIn(organization.id);
  keepOrganization(organization.id);
  return (
    <OrganizationContext value={organization}>
      <Outlet />
    </OrganizationContext>
  );
}

function WithoutOrganization({ name }: { name: string }) {
  return (
    <Page title="You are in no organization yet">
      <EmptyState title={`Signed in as ${name}`}>
        Ask an owner or admin of the organization for an invitation link (Organization, Members), and open it in this
        browser.
        <Button onClick={() => location.reload()}>I have been let in</Button>
      </EmptyState>
    </Page>
  );
}
