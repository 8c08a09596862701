import { Button } from '@primer/react';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useLayoutEffect } from 'react';
import { Navigate, Outlet, useLocation, useNavigate, useSearchParams } from 'react-router';
import { workIn } from '../api/client.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Page } from '../components/page.tsx';
import { OrganizationContext, useNamedOrganization } from './organization.ts';
import { chosenOrganization, keepOrganization, type SessionOrganization, sessionKey, useSession } from './session.ts';

/** Lets only those in who are signed in and in an organization; the others are told what to do. */
export function SignedIn() {
  const session = useSession();
  const queries = useQueryClient();
  const { pathname, search, hash } = useLocation();
  const [parameters] = useSearchParams();
  if (!session.user) {
    const returnTo = `${pathname}${search}${hash}`;
    return <Navigate to={`/sign-in?${new URLSearchParams({ return_to: returnTo })}`} replace />;
  }
  const organization = chosenOrganization(session, parameters);
  if (!organization) return <WithoutOrganization name={session.user.login ?? session.user.name} />;
  const named = parameters.get('organization');
  if (named !== null && !session.organizations.some(({ id }) => id === named)) return <NotAMember own={organization} />;
  const whose = `${session.user.id} ${organization.id}`;
  keepOnlyOf(queries, whose);
  return <InOrganization key={whose} organization={organization} />;
}

/** As whom, and in which organization, everything that is kept was asked for. */
let keptOf: string | null = null;

/** A link, the back button or another tab's sign-in may change it under a page: then nothing asked for before may show. */
function keepOnlyOf(queries: QueryClient, whose: string): void {
  if (keptOf === whose) return;
  if (keptOf !== null) queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
  keptOf = whose;
}

function InOrganization({ organization }: { organization: SessionOrganization }) {
  workIn(organization.id);
  const [search] = useSearchParams();
  useEffect(() => keepOrganization(organization.id, search), [organization.id, search]);
  useNamedInAddress();
  return (
    <OrganizationContext value={organization}>
      <Outlet />
    </OrganizationContext>
  );
}

/** Pages go elsewhere and filter without a thought of the organization: the address that comes of it is completed. */
function useNamedInAddress(): void {
  const named = useNamedOrganization();
  const { pathname, search, hash, state } = useLocation();
  const navigate = useNavigate();
  // Before the effects of pages, one of which may lead on to another page.
  useLayoutEffect(() => {
    const parameters = new URLSearchParams(search);
    if (named === null || parameters.get('organization') === named) return;
    parameters.set('organization', named);
    const completed = { pathname, search: `?${parameters}`, hash };
    void navigate(completed, { replace: true, state, preventScrollReset: true });
  }, [named, pathname, search, hash, state, navigate]);
}

/** Another organization shown below this address would be taken for the one that it names. */
function NotAMember({ own }: { own: SessionOrganization }) {
  const action = { to: `/?${new URLSearchParams({ organization: own.id })}`, label: `Go to ${own.name}` };
  return (
    <Page title="You are not a member of that organization">
      <EmptyState title="The address names an organization that you are not in" action={action}>
        Ask an owner or admin of it for an invitation link, or sign in as whom they know.
      </EmptyState>
    </Page>
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
