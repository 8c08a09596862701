import type { Sample } from './sample-organization.ts';

export type DashboardPage = {
  /** As files are named. */
  name: string;
  path: (sample: Sample) => string;
  /** Default: the owner. */
  as?: 'owner' | 'nobody';
};

/** All pages, as the tests of accessibility and the screenshots open them. */
export const dashboardPages: readonly DashboardPage[] = [
  { name: 'sign-in', path: () => '/sign-in', as: 'nobody' },
  { name: 'github', path: () => '/settings/github' },
  {
    name: 'connect',
    path: ({ installationId }) =>
      `/settings/github/connect?${new URLSearchParams({ installation_id: String(installationId), repo: 'acme/skills' })}`,
  },
  { name: 'connection', path: ({ connectionId }) => `/settings/github/connections/${connectionId}` },
  { name: 'attempts', path: () => '/attempts' },
  { name: 'attempt', path: ({ attempts }) => `/attempts/${attempts.published}` },
  { name: 'attempt-failed', path: ({ attempts }) => `/attempts/${attempts.failed}` },
  { name: 'attempt-retried', path: ({ attempts }) => `/attempts/${attempts.retried}` },
  { name: 'attempt-skipped', path: ({ attempts }) => `/attempts/${attempts.skipped}` },
  { name: 'attempt-by-link', path: ({ attempts }) => `/attempts/${attempts.failed}`, as: 'nobody' },
  { name: 'explain', path: ({ commit }) => `/explain?${new URLSearchParams({ repo: 'acme/skills', commit })}` },
  { name: 'deliveries', path: () => '/deliveries' },
  { name: 'delivery', path: ({ deliveryId }) => `/deliveries/${deliveryId}` },
  { name: 'registry', path: () => '/registry' },
  { name: 'entry', path: ({ entryId }) => `/registry/${entryId}` },
  { name: 'entry-versions', path: ({ entryId }) => `/registry/${entryId}?view=versions` },
  { name: 'entry-history', path: ({ entryId }) => `/registry/${entryId}?view=history` },
  { name: 'version', path: ({ entryId, versions }) => `/registry/${entryId}/versions/${versions.newer}` },
  {
    name: 'file',
    path: ({ entryId, versions }) => `/registry/${entryId}/versions/${versions.newer}?file=references%2Fformat.md`,
  },
  {
    name: 'compare',
    path: ({ entryId, versions: { older, newer } }) =>
      `/registry/${entryId}/compare?${new URLSearchParams({ from: older, to: newer })}`,
  },
  { name: 'members', path: () => '/organization/members' },
  { name: 'keys', path: () => '/organization/keys' },
  { name: 'audit-log', path: () => '/organization/audit-log' },
  { name: 'settings', path: () => '/organization/settings' },
  { name: 'packages', path: () => '/packages', as: 'nobody' },
  { name: 'package', path: ({ entryId }) => `/packages/${entryId}`, as: 'nobody' },
  {
    name: 'package-version',
    path: ({ entryId, versions }) => `/packages/${entryId}/versions/${versions.newer}`,
    as: 'nobody',
  },
  {
    name: 'package-compare',
    path: ({ entryId, versions: { older, newer } }) =>
      `/packages/${entryId}/compare?${new URLSearchParams({ from: older, to: newer })}`,
    as: 'nobody',
  },
  { name: 'missing', path: () => '/nowhere' },
];
