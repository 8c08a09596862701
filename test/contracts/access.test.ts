import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiKeyId, MemberId, OrganizationId } from '../../domain/shared/ids.ts';
import type { FirstOrganization } from '../../ports/access/access.ts';
import { hash, newId, openWorld, type PersistenceWorld } from './persistence-world.ts';

function firstOrganization(key: string): FirstOrganization {
  return {
    organizationId: newId<OrganizationId>(),
    name: 'acme',
    plan: 'pro',
    ownerId: newId<MemberId>(),
    ownerName: 'ada',
    keyId: newId<ApiKeyId>(),
    keyHash: hash(key),
    keyPrefix: 'st_live_abcd',
    permissions: ['registry:push'],
  };
}

describe('access on PostgreSQL', () => {
  let world: PersistenceWorld;
  let first: FirstOrganization;

  beforeAll(async () => {
    world = await openWorld();
    const candidates = Array.from({ length: 8 }, (_, index) => firstOrganization(`key ${index}`));
    const results = await Promise.all(
      candidates.map((candidate, index) =>
        (index % 2 === 0 ? world.postgres : world.other).access.createFirstOrganization(candidate),
      ),
    );
    const made = candidates.filter((_, index) => results[index]?.kind === 'created');
    expect(made).toHaveLength(1);
    first = made[0] ?? firstOrganization('none');
  }, 60_000);
  afterAll(() => world.close());

  it('makes the first organization once, though many servers try at the same time', async () => {
    expect(await world.query('select id, plan, write_back_mode from organizations')).toEqual([
      { id: first.organizationId, plan: 'pro', write_back_mode: 'checks' },
    ]);
    expect(await world.query('select id from api_keys')).toEqual([{ id: first.keyId }]);
    expect(await world.query('select action, member_id, details from audit_log')).toEqual([
      { action: 'organization.created', member_id: first.ownerId, details: { name: 'acme', plan: 'pro' } },
    ]);
    expect(await world.postgres.access.createFirstOrganization(firstOrganization('late'))).toEqual({ kind: 'exists' });
  });

  it('knows whose key it is', async () => {
    expect(await world.postgres.access.callerOf(first.keyHash)).toEqual({
      organizationId: first.organizationId,
      memberId: first.ownerId,
      keyId: first.keyId,
      sessionId: null,
      letInBy: null,
      role: 'owner',
      plan: 'pro',
      permissions: ['registry:push'],
    });
    expect(await world.postgres.access.callerOf(hash('nobody'))).toBeNull();
  });

  it('gives the role that the member has now', async () => {
    await world.query("update members set role = 'viewer'");
    expect(await world.postgres.access.callerOf(first.keyHash)).toMatchObject({ role: 'viewer' });
    await world.query("update members set role = 'owner'");
  });

  it('notes a use at most once a minute', async () => {
    const lastUse = async () => (await world.query('select last_used_at from api_keys'))[0]?.last_used_at;
    await world.postgres.access.callerOf(first.keyHash);
    const noted = await lastUse();
    expect(noted).toBeInstanceOf(Date);
    world.advance(59_000);
    await world.postgres.access.callerOf(first.keyHash);
    expect(await lastUse()).toEqual(noted);
    world.advance(2_000);
    await world.postgres.access.callerOf(first.keyHash);
    expect(await lastUse()).toEqual(world.now());
  });

  it.each([
    ['a revoked key', 'update api_keys set revoked_at = $1', 'update api_keys set revoked_at = null'],
    ['an expired key', 'update api_keys set expires_at = $1', 'update api_keys set expires_at = null'],
    ["a removed member's key", 'update members set removed_at = $1', 'update members set removed_at = null'],
  ])('refuses %s', async (_, end, undo) => {
    await world.query(end, [world.now()]);
    expect(await world.postgres.access.callerOf(first.keyHash)).toBeNull();
    await world.query(undo);
    expect(await world.postgres.access.callerOf(first.keyHash)).not.toBeNull();
  });
});
