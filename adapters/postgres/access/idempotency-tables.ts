import { defineEntity, p } from '@mikro-orm/postgresql';
import type { ApiKeyId, MemberId } from '../../../domain/shared/ids.ts';
import type { KeptAnswer } from '../../../ports/access/idempotency.ts';
import { isSha256 } from '../check-constraints.ts';
import { OrganizationRow } from './access-tables.ts';

/** Requests by the `Idempotency-Key` that they came with; without `fingerprint` and `answer` while they are worked on, under `lease`. */
export const IdempotencyKeyRow = defineEntity({
  name: 'IdempotencyKeyRow',
  tableName: 'idempotency_keys',
  properties: {
    /** The API key's id, or, of a session, its member's. */
    callerId: p.uuid().primary().$type<ApiKeyId | MemberId>(),
    idempotencyKey: p.text().primary(),
    organizationId: () => p.manyToOne(OrganizationRow).mapToPk().fieldName('organization_id'),
    lease: p.uuid(),
    leasedUntil: p.datetime(3),
    fingerprint: p.text().nullable(),
    answer: p.json().$type<KeptAnswer>().nullable(),
    createdAt: p.datetime(3),
  },
  indexes: [{ name: 'idempotency_keys_age', properties: ['createdAt'] }],
  checks: [
    { name: 'idempotency_keys_fingerprint_check', expression: isSha256('fingerprint') },
    { name: 'idempotency_keys_answered_check', expression: '(fingerprint is null) = (answer is null)' },
  ],
});
