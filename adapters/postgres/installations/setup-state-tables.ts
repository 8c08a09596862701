import { defineEntity, p } from '@mikro-orm/postgresql';
import type { SetupStateId } from '../../../domain/shared/ids.ts';
import { MemberRow, OrganizationRow } from '../access/access-tables.ts';
import { isSha256 } from '../check-constraints.ts';

/** States themselves go to the person's browser and are never stored. */
export const SetupStateRow = defineEntity({
  name: 'SetupStateRow',
  tableName: 'github_setup_states',
  properties: {
    id: p.uuid().primary().$type<SetupStateId>(),
    organizationId: () => p.manyToOne(OrganizationRow).mapToPk().fieldName('organization_id'),
    memberId: () => p.manyToOne(MemberRow).mapToPk().fieldName('member_id'),
    stateHash: p.text(),
    createdAt: p.datetime(3),
    expiresAt: p.datetime(3),
    usedAt: p.datetime(3).nullable(),
  },
  indexes: [{ name: 'github_setup_states_organization', properties: ['organizationId', 'createdAt', 'id'] }],
  uniques: [{ name: 'github_setup_states_state_hash', properties: ['stateHash'] }],
  checks: [{ name: 'github_setup_states_state_hash_check', expression: isSha256('state_hash') }],
});
