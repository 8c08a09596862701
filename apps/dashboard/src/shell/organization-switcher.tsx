import { ActionList, ActionMenu } from '@primer/react';
import { useSearchParams } from 'react-router';
import { chooseOrganization, chosenOrganization, type Session } from './session.ts';
import styles from './shell.module.css';

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
      <ActionMenu.Button
        className={styles.organization}
        variant="invisible"
        aria-label={`Organization: ${current?.name}`}
        title={current?.name}
      >
        <span className={styles.organizationName}>{current?.name}</span>
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
