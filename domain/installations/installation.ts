import type { AccountId, InstallationId, InstallationRowId, OrganizationId } from '../shared/ids.ts';

export type AccountType = 'User' | 'Organization';

/** What GitHub says of an installation of the App on an account. */
export type InstallationFacts = {
  installationId: InstallationId;
  accountId: AccountId;
  accountLogin: string;
  accountType: AccountType;
  suspended: boolean;
  /** Permission name -> `read`, `write` or `admin`, as GitHub reports them. */
  permissions: Record<string, string>;
  events: string[];
  repositorySelection: 'all' | 'selected';
};

/** An installation that we know; bound to at most one organization. */
export type Installation = InstallationFacts & {
  id: InstallationRowId;
  organizationId: OrganizationId | null;
  createdAt: Date;
  updatedAt: Date;
};
