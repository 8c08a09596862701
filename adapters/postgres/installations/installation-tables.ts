import { defineEntity, p } from '@mikro-orm/postgresql';
import type { AccountType, InstallationFacts } from '../../../domain/installations/installation.ts';
import type { AccountId, InstallationId, InstallationRowId } from '../../../domain/shared/ids.ts';
import { OrganizationRow } from '../access/access-tables.ts';
import { oneOf } from '../check-constraints.ts';

export const InstallationRow = defineEntity({
  name: 'InstallationRow',
  tableName: 'github_installations',
  properties: {
    id: p.uuid().primary().$type<InstallationRowId>(),
    installationId: p.bigint('number').$type<InstallationId>(),
    organizationId: () =>
      p.manyToOne(OrganizationRow).mapToPk().nullable().fieldName('organization_id').deleteRule('no action'),
    accountId: p.bigint('number').$type<AccountId>(),
    accountLogin: p.text(),
    accountType: p.text().$type<AccountType>(),
    suspended: p.boolean(),
    permissions: p.json().$type<InstallationFacts['permissions']>(),
    events: p.json().$type<string[]>(),
    repositorySelection: p.text().$type<InstallationFacts['repositorySelection']>(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
  },
  indexes: [{ name: 'github_installations_organization', properties: ['organizationId'] }],
  uniques: [{ name: 'github_installations_installation_id', properties: ['installationId'] }],
  checks: [
    { name: 'github_installations_account_type_check', expression: oneOf('account_type', ['User', 'Organization']) },
    {
      name: 'github_installations_repository_selection_check',
      expression: oneOf('repository_selection', ['all', 'selected']),
    },
  ],
});

/** Ids of deleted installations, so that a late event does not raise one. */
export const InstallationTombstoneRow = defineEntity({
  name: 'InstallationTombstoneRow',
  tableName: 'github_installation_tombstones',
  properties: {
    installationId: p.bigint('number').$type<InstallationId>().primary().autoincrement(false),
    deletedAt: p.datetime(3),
  },
});
