import {
  GitCommitIcon,
  HistoryIcon,
  type Icon,
  InboxIcon,
  KeyIcon,
  MarkGithubIcon,
  OrganizationIcon,
  PackageIcon,
  PeopleIcon,
  QuestionIcon,
} from '@primer/octicons-react';
import { NavList } from '@primer/react';
import { useLocation } from 'react-router';
import { Link } from '../components/link.tsx';

type Place = { to: string; label: string; icon: Icon };

const publishing: Place[] = [
  { to: '/attempts', label: 'Attempts', icon: GitCommitIcon },
  { to: '/explain', label: 'Explain', icon: QuestionIcon },
  { to: '/deliveries', label: 'Deliveries', icon: InboxIcon },
  { to: '/settings/github', label: 'GitHub', icon: MarkGithubIcon },
];
const registry: Place[] = [{ to: '/registry', label: 'Packages', icon: PackageIcon }];
const organization: Place[] = [
  { to: '/organization/members', label: 'Members', icon: PeopleIcon },
  { to: '/organization/keys', label: 'API keys', icon: KeyIcon },
  { to: '/organization/audit-log', label: 'Audit log', icon: HistoryIcon },
  { to: '/organization/settings', label: 'Settings', icon: OrganizationIcon },
];

export function Navigation() {
  return (
    <NavList>
      <Group title="Publishing" places={publishing} />
      <Group title="Registry" places={registry} />
      <Group title="Organization" places={organization} />
    </NavList>
  );
}

function Group({ title, places }: { title: string; places: readonly Place[] }) {
  const { pathname } = useLocation();
  return (
    <NavList.Group title={title}>
      {places.map(({ to, label, icon: Picture }) => {
        const current = pathname === to ? 'page' : pathname.startsWith(`${to}/`) ? 'true' : undefined;
        return (
          <NavList.Item key={to} as={Link} to={to} {...(current && { 'aria-current': current })}>
            <NavList.LeadingVisual>
              <Picture />
            </NavList.LeadingVisual>
            {label}
          </NavList.Item>
        );
      })}
    </NavList.Group>
  );
}
