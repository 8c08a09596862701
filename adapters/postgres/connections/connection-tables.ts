import { defineEntity, p } from '@mikro-orm/postgresql';
import type { PauseReason } from '../../../domain/connections/connection.ts';
import { pauseReasons } from '../../../domain/connections/pauses.ts';
import type { AccountId, ConnectionId, InstallationId, RepositoryId } from '../../../domain/shared/ids.ts';
import { MemberRow, OrganizationRow } from '../access/access-tables.ts';
import { EntryRow } from '../registry/registry-tables.ts';

/** `installationId` has no foreign key: a deleted installation's connections stay and say why they are paused. */
export const ConnectionRow = defineEntity({
  name: 'ConnectionRow',
  tableName: 'github_connections',
  properties: {
    id: p.uuid().primary().$type<ConnectionId>(),
    organizationId: () => p.manyToOne(OrganizationRow).mapToPk().fieldName('organization_id'),
    entryId: () => p.manyToOne(EntryRow).mapToPk().fieldName('entry_id'),
    installationId: p.bigint('number').$type<InstallationId>(),
    repositoryId: p.bigint('number').$type<RepositoryId>(),
    repositoryOwnerId: p.bigint('number').$type<AccountId>(),
    repositoryOwner: p.text(),
    repositoryName: p.text(),
    /** `owner/name` for looking up: under row-level security no index serves `lower(...)`, which may leak what it is given. */
    repositoryKey: p.text().nullable().generated("lower(((repository_owner || '/'::text) || repository_name)) stored"),
    /** Null until GitHub says so. */
    repositoryPrivate: p.boolean().nullable(),
    repositoryArchived: p.boolean().default(false),
    defaultBranch: p.text(),
    skillPath: p.text(),
    autoPublish: p.boolean(),
    writeBackEnabled: p.boolean(),
    prPreviewEnabled: p.boolean().default(false),
    tagPattern: p.text(),
    settingsRevision: p.integer().default(1),
    /** Counts the events of the default branch. */
    branchRevision: p.integer().default(0),
    /** The first of `pausedReasons`. */
    pausedReason: p.text().$type<PauseReason>().nullable(),
    pausedReasons: p.array().$type<PauseReason[]>().defaultRaw("'{}'::text[]"),
    createdBy: () => p.manyToOne(MemberRow).mapToPk().fieldName('created_by'),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
  },
  indexes: [
    { name: 'github_connections_organization', properties: ['organizationId', 'createdAt', 'id'] },
    { name: 'github_connections_repository', properties: ['repositoryId'] },
    { name: 'github_connections_repository_key', properties: ['repositoryKey', 'organizationId'] },
    { name: 'github_connections_installation', properties: ['installationId'] },
    {
      name: 'github_connections_repository_name',
      expression:
        'create index github_connections_repository_name on github_connections (lower(repository_owner), lower(repository_name))',
    },
  ],
  uniques: [{ name: 'github_connections_entry', properties: ['entryId'] }],
  checks: [
    {
      name: 'github_connections_paused_reason_check',
      expression: 'not paused_reason is distinct from paused_reasons[1]',
    },
    {
      name: 'github_connections_paused_reasons_check',
      expression: `paused_reasons <@ array[${pauseReasons.map((reason) => `'${reason}'::text`).join(', ')}]`,
    },
  ],
});
