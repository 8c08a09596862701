import { ActionList, ActionMenu } from '@primer/react';
import { useSearchParams } from 'react-router';
import { chooseOrganization, chosenOrganization, type Session } from './session.ts';

/** Another organization loads the page anew, so nothing of this one stays in the tab. */
export function OrganizationSwitcher({ session }: { session: Session }) {
  const [search] = useSearchParams();
  const current = chosenOrganization(session, search);
  const change = (id: string) => {
    chooseOrganization(id);
    location.assign(`/?${new URLSearchParams({ organization: id })}`);
  };
  return (
    <ActionMenu>
      <ActionMenu.Button variant="invisible" aria-label={`Organization: ${current?.name}`}>
        {current?.name}
      </ActionMenu.Button>
      <ActionMenu.Overlay width="medium">
        <ActionList selectionVariant="single">
          {session.organizations.map(({ id, name, role }) => (
            <ActionList.Item key={id} selected={id === current?.id} onSelect={() => change(id)}>
              {name}
              <ActionList.Description>{role}</ActionList.Description>
            </ActionList.Item>
          ))}
        </ActionList>
      </ActionMenu.Overlay>
    </ActionMenu>
  );
}
