import { Registry } from './0001-registry.ts';
import { GitHubPublishing } from './0002-github-publishing.ts';
import { AttemptQueues } from './0003-attempt-queues.ts';
import { Access } from './0004-access.ts';
import { GitHubBindings } from './0005-github-bindings.ts';
import { Identity } from './0006-identity.ts';
import { RegistryContract } from './0007-registry-contract.ts';
import { Deliveries } from './0008-deliveries.ts';
import { IdempotencyKeys } from './0009-idempotency-keys.ts';
import { Previews } from './0009-previews.ts';
import { RowLevelSecurity } from './0010-row-level-security.ts';
import { Sessions } from './0011-sessions.ts';
import { MemberPauses } from './0012-member-pauses.ts';
import { ListIndexes } from './0013-list-indexes.ts';
import { RegistryIndexes } from './0013-registry-indexes.ts';

/** All migrations in their order. A name that was released never changes. */
export const migrations = [
  { name: '0001-registry', class: Registry },
  { name: '0002-github-publishing', class: GitHubPublishing },
  { name: '0003-attempt-queues', class: AttemptQueues },
  { name: '0004-access', class: Access },
  { name: '0005-github-bindings', class: GitHubBindings },
  { name: '0006-identity', class: Identity },
  { name: '0007-registry-contract', class: RegistryContract },
  { name: '0008-deliveries', class: Deliveries },
  { name: '0009-previews', class: Previews },
  { name: '0009-idempotency-keys', class: IdempotencyKeys },
  { name: '0010-row-level-security', class: RowLevelSecurity },
  { name: '0011-sessions', class: Sessions },
  { name: '0012-member-pauses', class: MemberPauses },
  { name: '0013-list-indexes', class: ListIndexes },
  { name: '0013-registry-indexes', class: RegistryIndexes },
];
