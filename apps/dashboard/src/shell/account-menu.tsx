import { PersonIcon } from '@primer/octicons-react';
import { ActionList, ActionMenu, Avatar, Dialog, IconButton, LinkButton } from '@primer/react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'react-router';
import { Link } from '../components/link.tsx';
import { ProblemBanner } from '../components/problem-banner.tsx';
import type { Session } from './session.ts';
import { signOut } from './sign-out.ts';
import { chooseTheme, chosenTheme, themes } from './theme.ts';

const themeNames = { auto: 'As the system', light: 'Light', dark: 'Dark' };

/** Who is signed in, light or dark, and the way out; or the way in. */
export function AccountMenu({ session }: { session: Session | null }) {
  const { pathname } = useLocation();
  const leaving = useMutation({ mutationFn: signOut });
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
            <Appearance />
            {session && user && <Account session={session} user={user} onSignOut={leaving.mutate} />}
          </ActionList>
        </ActionMenu.Overlay>
      </ActionMenu>
      {leaving.error && (
        <Dialog title="You are still signed in" onClose={leaving.reset}>
          <ProblemBanner error={leaving.error} />
        </Dialog>
      )}
    </>
  );
}

function Appearance() {
  const [theme, setTheme] = useState(chosenTheme());
  return (
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
  );
}

type AccountProps = {
  session: Session;
  user: NonNullable<Session['user']>;
  onSignOut(options: { everywhere: boolean }): void;
};

function Account({ session, user, onSignOut }: AccountProps) {
  const { pathname, search } = useLocation();
  return (
    <ActionList.Group>
      <ActionList.GroupHeading>{user.login ?? user.name}</ActionList.GroupHeading>
      {user.login === null && session.sign_in.github && (
        <ActionList.LinkItem href={`/sign-in/github?${new URLSearchParams({ return_to: pathname + search })}`}>
          Connect your GitHub account
        </ActionList.LinkItem>
      )}
      <ActionList.Item onSelect={() => onSignOut({ everywhere: false })}>Sign out</ActionList.Item>
      <ActionList.Item onSelect={() => onSignOut({ everywhere: true })}>Sign out everywhere</ActionList.Item>
    </ActionList.Group>
  );
}
