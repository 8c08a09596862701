import { PersonIcon } from '@primer/octicons-react';
import { ActionList, ActionMenu, Avatar, IconButton, LinkButton } from '@primer/react';
import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import type { Session } from './session.ts';
import { signOut } from './sign-out.ts';
import { chooseTheme, chosenTheme, themes } from './theme.ts';

const themeNames = { auto: 'As the system', light: 'Light', dark: 'Dark' };

/** Who is signed in, light or dark, and the way out; or the way in. */
export function AccountMenu({ session }: { session: Session | null }) {
  const [theme, setTheme] = useState(chosenTheme());
  const { pathname } = useLocation();
  const user = session?.user;
  return (
    <>
      {session && !user && pathname !== '/sign-in' && (
        <LinkButton as={Link} to="/sign-in" variant="invisible">
          Sign in
        </LinkButton>
      )}
      <ActionMenu>
        <ActionMenu.Anchor>
          <IconButton
            icon={user?.avatar_url ? () => <Avatar src={user.avatar_url ?? ''} alt="" size={20} /> : PersonIcon}
            variant="invisible"
            aria-label={user ? `Account of ${user.name}` : 'Appearance'}
          />
        </ActionMenu.Anchor>
        <ActionMenu.Overlay width="small">
          <ActionList>
            <ActionList.Group selectionVariant="single">
              <ActionList.GroupHeading>Appearance</ActionList.GroupHeading>
              {themes.map((name) => (
                <ActionList.Item
                  key={name}
                  selected={name === theme}
                  onSelect={() => {
                    chooseTheme(name);
                    setTheme(name);
                  }}
                >
                  {themeNames[name]}
                </ActionList.Item>
              ))}
            </ActionList.Group>
            {user && (
              <ActionList.Group>
                <ActionList.GroupHeading>{user.login ?? user.name}</ActionList.GroupHeading>
                <ActionList.Item onSelect={() => void signOut()}>Sign out</ActionList.Item>
              </ActionList.Group>
            )}
          </ActionList>
        </ActionMenu.Overlay>
      </ActionMenu>
    </>
  );
}
