import { defineEntity, p } from '@mikro-orm/postgresql';
import type { CurrentMoveCause } from '../../../domain/registry/current-moves.ts';
import type { InstallId } from '../../../domain/shared/ids.ts';
import { ApiKeyRow, MemberRow, OrganizationRow } from '../access/access-tables.ts';
import { isSha256, oneOf } from '../check-constraints.ts';
import { EntryRow, VersionRow } from './registry-tables.ts';

/** Each move of an entry's current version, in the order of `position`, which counts from 1. */
export const CurrentMoveRow = defineEntity({
  name: 'CurrentMoveRow',
  tableName: 'registry_current_moves',
  properties: {
    id: p.uuid().primary(),
    entryId: () => p.manyToOne(EntryRow).mapToPk().fieldName('entry_id'),
    position: p.integer(),
    versionId: () => p.manyToOne(VersionRow).mapToPk().nullable().fieldName('version_id').deleteRule('no action'),
    chosenAt: p.datetime(3).nullable(),
    cause: p.text().$type<CurrentMoveCause>(),
    movedAt: p.datetime(3),
  },
  uniques: [{ name: 'registry_current_moves_position', properties: ['entryId', 'position'] }],
  checks: [
    {
      name: 'registry_current_moves_cause_check',
      expression: oneOf('cause', ['derived', 'pushed', 'rolled-back', 'yanked', 'unyanked']),
    },
  ],
});

/** What clients say that they installed, and where. `versionId`: the version with those bytes, if there is one. */
export const InstallRow = defineEntity({
  name: 'InstallRow',
  tableName: 'registry_installs',
  properties: {
    id: p.uuid().primary().$type<InstallId>(),
    organizationId: () => p.manyToOne(OrganizationRow).mapToPk().fieldName('organization_id'),
    entryId: () => p.manyToOne(EntryRow).mapToPk().fieldName('entry_id'),
    versionId: () => p.manyToOne(VersionRow).mapToPk().nullable().fieldName('version_id').deleteRule('no action'),
    contentHash: p.text().nullable(),
    memberId: () => p.manyToOne(MemberRow).mapToPk().fieldName('member_id'),
    /** Null: it was told in a session. */
    keyId: () => p.manyToOne(ApiKeyRow).mapToPk().nullable().fieldName('key_id').deleteRule('no action'),
    deviceId: p.text(),
    installPath: p.text(),
    receiptId: p.text().nullable(),
    installedAt: p.datetime(3),
  },
  indexes: [{ name: 'registry_installs_entry', properties: ['entryId', 'installedAt', 'id'] }],
  uniques: [{ name: 'registry_installs_receipt', properties: ['entryId', 'receiptId'] }],
  checks: [{ name: 'registry_installs_content_hash_check', expression: isSha256('content_hash') }],
});
