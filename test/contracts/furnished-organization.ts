import type { Connection } from '../../domain/connections/connection.ts';
import type { AttemptId } from '../../domain/shared/ids.ts';
import {
  branchAttempt,
  branchCandidate,
  commit,
  newConnection,
  newId,
  newOrganization,
  type PersistenceWorld,
  storedArchive,
  type Tenant,
} from './persistence-world.ts';

/** `version` is the published one; `attemptId` published it, and `deliveryId` started that. */
export type FurnishedOrganization = Tenant & {
  connection: Connection;
  attemptId: AttemptId;
  deliveryId: string;
  version: string;
  contentHash: string;
};

/** An organization with at least one row in every table that requests see. */
export async function furnished(world: PersistenceWorld, name: string): Promise<FurnishedOrganization> {
  const tenant = await newOrganization(world);
  const connection = await newConnection(world, tenant);
  const head = commit(name);
  const attemptId = await branchAttempt(world, connection, head);
  const archive = await storedArchive(world, name);
  const published = await world.postgres.publications.record({
    ...{ attemptId, contentHash: archive.contentHash, head: null },
    candidate: branchCandidate(connection, head, archive),
  });
  if (published.kind !== 'recorded' || published.outcome.kind !== 'published') throw new Error('not published');
  const { organizationId, ownerId } = tenant;
  const keyId = newId();
  const add = (table: string, row: Record<string, unknown>) =>
    world.query(
      `insert into ${table} (${Object.keys(row)}) values (${Object.keys(row).map((_, n) => `$${n + 1}`)})`,
      Object.values(row),
    );
  const created_at = world.now();
  const made = { organization_id: organizationId, created_at };
  const member = { ...made, member_id: ownerId };
  const keyHash = archive.contentHash;
  await add('api_keys', {
    ...{ id: keyId, member_id: ownerId, created_by: ownerId, name: 'key', key_hash: keyHash, prefix: 'st_live_x' },
    ...{ permissions: '{}', created_at },
  });
  await add('audit_log', {
    ...{ ...member, id: newId(), key_id: keyId, action: 'connection.created', target_type: 'connection' },
    ...{ target_id: connection.id, details: '{}' },
  });
  await add('idempotency_keys', {
    ...{ ...made, caller_id: keyId, idempotency_key: 'k', lease: newId(), leased_until: created_at },
  });
  const userId = newId();
  await add('users', { id: userId, name: 'Ada', created_at });
  await world.query('update members set user_id = $1 where id = $2', [userId, ownerId]);
  await add('sign_in_links', {
    ...{ ...member, token_hash: keyHash, created_by: ownerId, expires_at: created_at },
  });
  await add('user_sessions', {
    ...{ id: newId(), user_id: userId, token_hash: keyHash, rotated_at: created_at, created_at },
    ...{ last_used_at: created_at, expires_at: created_at },
  });
  await add('registry_installs', {
    ...{
      id: newId(),
      organization_id: organizationId,
      entry_id: connection.entryId,
      member_id: ownerId,
      key_id: keyId,
    },
    ...{ device_id: 'd', install_path: 'p', installed_at: created_at },
  });
  await add('github_setup_states', { ...member, id: newId(), state_hash: keyHash, expires_at: created_at });
  await add('github_installations', {
    ...{ ...made, id: newId(), installation_id: connection.installationId, account_id: connection.repositoryOwnerId },
    ...{ account_login: 'acme', account_type: 'Organization', suspended: false, permissions: '{}', events: '[]' },
    ...{ repository_selection: 'all', updated_at: created_at },
  });
  await world.query('update github_decisions set organization_id = $1 where connection_id = $2', [
    ...[organizationId, connection.id],
  ]);
  await world.query('update webhook_deliveries set installation_id = $1 where installation_id is null', [
    connection.installationId,
  ]);
  const [decision] = await world.query('select delivery_id from github_decisions where attempt_id = $1', [attemptId]);
  return {
    ...{ ...tenant, connection, attemptId, deliveryId: String(decision?.delivery_id) },
    ...{ version: published.outcome.version.version, contentHash: archive.contentHash },
  };
}
