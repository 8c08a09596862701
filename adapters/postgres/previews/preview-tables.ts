import { defineEntity, p } from '@mikro-orm/postgresql';
import type { PreviewStatus } from '../../../domain/previews/preview.ts';
import type { ConnectionId, PreviewId, Sha } from '../../../domain/shared/ids.ts';
import { OrganizationRow } from '../access/access-tables.ts';
import { isCommit, oneOf } from '../check-constraints.ts';
import { EntryRow } from '../registry/registry-tables.ts';

/** `connectionId` has no foreign key: the previews of a deleted connection stay, so that they can be explained. */
export const PreviewRow = defineEntity({
  name: 'PreviewRow',
  tableName: 'github_previews',
  properties: {
    id: p.uuid().primary().$type<PreviewId>(),
    organizationId: () => p.manyToOne(OrganizationRow).mapToPk().fieldName('organization_id'),
    connectionId: p.uuid().$type<ConnectionId>(),
    entryId: () => p.manyToOne(EntryRow).mapToPk().fieldName('entry_id'),
    pullNumber: p.integer(),
    headSha: p.text().$type<Sha>(),
    baseRef: p.text(),
    fromFork: p.boolean(),
    /** When the pull request was changed to this head, as GitHub says it: events come in any order. */
    headAt: p.datetime(3),
    /** The connection's settings that the look was made by. */
    settingsRevision: p.integer(),
    /** Counts the previews of (connection, head, base). */
    run: p.integer(),
    status: p.text().$type<PreviewStatus>(),
    message: p.text().nullable(),
    title: p.text().nullable(),
    checkRunId: p.text().nullable(),
    workflowId: p.text(),
    engine: p.text().$type<'temporal' | 'embedded'>().nullable(),
    startedAt: p.datetime(3).nullable(),
    /** When the first try to tell GitHub began. */
    tellingBegunAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3),
    finishedAt: p.datetime(3).nullable(),
  },
  indexes: [
    { name: 'github_previews_pull', properties: ['connectionId', 'pullNumber', 'createdAt', 'id'] },
    {
      name: 'github_previews_unstarted',
      properties: ['createdAt', 'id'],
      where: "status = 'pending'::text and engine is null",
    },
    {
      name: 'github_previews_started',
      properties: ['startedAt', 'id'],
      where: "status = 'pending'::text and engine is not null",
    },
  ],
  uniques: [{ name: 'github_previews_run', properties: ['connectionId', 'headSha', 'baseRef', 'run'] }],
  checks: [
    {
      name: 'github_previews_status_check',
      expression: oneOf('status', ['pending', 'told', 'superseded', 'failed']),
    },
    { name: 'github_previews_finished_check', expression: "(status = 'pending'::text) = (finished_at is null)" },
    { name: 'github_previews_head_sha_check', expression: isCommit('head_sha') },
  ],
});
