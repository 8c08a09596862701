import { ThreeBarsIcon } from '@primer/octicons-react';
import { IconButton } from '@primer/react';
import { Suspense, useEffect, useRef, useState } from 'react';
import { Outlet, ScrollRestoration, useLocation, useSearchParams } from 'react-router';
import { Link } from '../components/link.tsx';
import { Loaded, Loading } from '../components/loaded.tsx';
import { AccountMenu } from './account-menu.tsx';
import { Connectivity } from './connectivity.tsx';
import { Navigation } from './navigation.tsx';
import { NamedOrganizationContext } from './organization.ts';
import { OrganizationSwitcher } from './organization-switcher.tsx';
import { namedOrganization, useSessionState } from './session.ts';
import styles from './shell.module.css';
import { useEscape } from './use-escape.ts';
import icon from './waybill.svg';

/** What stands around all pages: the header, the ways to go, and what the connection is like. */
export function Shell() {
  const session = useSessionState();
  const [open, setOpen] = useState(false);
  const { pathname } = useLocation();
  const [search] = useSearchParams();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes when another page opens.
  useEffect(() => setOpen(false), [pathname]);
  const menu = useRef<HTMLButtonElement>(null);
  useEscape(open, () => {
    setOpen(false);
    menu.current?.focus();
  });
  const signedIn = Boolean(session.data?.user && session.data.organizations.length > 0);
  return (
    <NamedOrganizationContext value={session.data ? namedOrganization(session.data, search) : null}>
      <a className={styles.skip} href="#main">
        Skip to the content
      </a>
      <header className={styles.header}>
        {signedIn && (
          <IconButton
            ref={menu}
            className={styles.menu}
            icon={ThreeBarsIcon}
            variant="invisible"
            aria-label={open ? 'Close the menu' : 'Open the menu'}
            aria-expanded={open}
            aria-controls="navigation"
            onClick={() => setOpen(!open)}
          />
        )}
        <Link className={styles.brand} to="/">
          <img src={icon} alt="" width="20" height="20" />
          Waybill
        </Link>
        {session.data && signedIn && <OrganizationSwitcher session={session.data} />}
        <span className={styles.spacer} />
        <AccountMenu session={session.data ?? null} />
      </header>
      <Connectivity />
      <div className={styles.body} data-signed-in={signedIn}>
        {signedIn && (
          <nav id="navigation" className={styles.navigation} data-open={open} aria-label="Pages">
            <Navigation />
          </nav>
        )}
        <main id="main" className={styles.main} tabIndex={-1}>
          <Loaded query={session}>
            {() => (
              <Suspense fallback={<Loading />}>
                <Outlet />
              </Suspense>
            )}
          </Loaded>
        </main>
      </div>
      <ScrollRestoration />
    </NamedOrganizationContext>
  );
}
