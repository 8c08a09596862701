import { Link } from '@primer/react';
import type { ReactNode } from 'react';
import { Link as PageLink } from './link.tsx';

/** A link to another page of the dashboard. */
export function TextLink({ to, children, inline = true }: { to: string; children: ReactNode; inline?: boolean }) {
  return (
    <Link as={PageLink} to={to} inline={inline}>
      {children}
    </Link>
  );
}

/** A link to somewhere else, such as GitHub. */
export function OutsideLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} inline rel="noreferrer">
      {children}
    </Link>
  );
}

/** A link to pages that lead on by themselves, so that Back would not come here again: in a tab of their own. */
export function NewTabLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} inline target="_blank" rel="noreferrer">
      {children} (in a new tab)
    </Link>
  );
}
