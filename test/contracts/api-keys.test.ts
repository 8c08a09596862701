import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../domain/access/caller.ts';
import type { ApiKeyId, MemberId } from '../../domain/shared/ids.ts';
import type { KeyMaker, NewKey } from '../../ports/access/api-keys.ts';
import { hash, newId, newOrganization, openWorld, type PersistenceWorld, type Tenant } from './persistence-world.ts';

describe('keys and the audit log on PostgreSQL', () => {
  let world: PersistenceWorld;
  let tenant: Tenant;
  let owner: KeyMaker & Tenant['by'];
  beforeAll(async () => {
    world = await openWorld();
  }, 60_000);
  afterAll(() => world.close());
  beforeEach(async () => {
    tenant = await newOrganization(world);
    world.advance(1);
    owner = { ...tenant.by, role: 'owner', permissions: ['registry:push', 'organization:manage'] };
  });

  function wanted(changes: Partial<NewKey> = {}): NewKey {
    const id = newId<ApiKeyId>();
    const { ownerId: memberId } = tenant;
    const base = { id, memberId, name: 'ci', prefix: 'st_live_abcd', keyHash: hash(id), expiresAt: null };
    return { ...base, permissions: [], role: null, ...changes };
  }

  async function newMember(role: Role): Promise<MemberId> {
    const id = newId<MemberId>();
    await world.postgres.members.create({ id, name: 'bea', role }, owner);
    return id;
  }

  it('stores a key as asked, and shows all but its hash', async () => {
    const expiresAt = new Date(world.now().getTime() + 60_000);
    const key = wanted({ permissions: ['registry:push'], role: 'member', expiresAt });
    const made = await world.postgres.apiKeys.create(key, owner);
    const { keyHash, ...shown } = key;
    const times = { createdAt: world.now(), lastUsedAt: null, revokedAt: null };
    const expected = { ...shown, ...times, memberName: 'ada', createdBy: tenant.ownerId };
    expect(made).toEqual({ kind: 'created', key: expected });
    expect(await world.postgres.access.callerOf(keyHash)).toEqual({
      ...{
        organizationId: tenant.organizationId,
        memberId: tenant.ownerId,
        keyId: key.id,
        sessionId: null,
        letInBy: null,
        plan: 'pro',
      },
      ...{ role: 'member', permissions: ['registry:push'] },
    });
    const { keys } = await world.postgres.apiKeys.list({ organizationId: tenant.organizationId, limit: 1 });
    expect(keys).toMatchObject([{ id: key.id, lastUsedAt: world.now() }]);
    world.advance(60_000);
    expect(await world.postgres.access.callerOf(keyHash)).toBeNull();
  });

  it('lets the role of a key follow the present roles of its member and its maker', async () => {
    const [admin, member] = [await newMember('admin'), await newMember('admin')];
    const adminKey = wanted({ memberId: admin, permissions: ['organization:manage'] });
    await world.postgres.apiKeys.create(adminKey, owner);
    const maker = await world.postgres.access.callerOf(adminKey.keyHash);
    if (maker === null) throw new Error('no key');
    const key = wanted({ memberId: member });
    await world.postgres.apiKeys.create(key, { ...maker, address: null, requestId: null });
    const roleNow = async () => (await world.postgres.access.callerOf(key.keyHash))?.role;
    const by = { ...tenant.by, role: 'owner' } as const;
    expect(await roleNow()).toBe('admin');
    await world.postgres.members.change(admin, { role: 'member' }, by);
    expect(await roleNow()).toBe('member');
    await world.postgres.members.change(member, { role: 'viewer' }, by);
    expect(await roleNow()).toBe('viewer');
    // Made while its maker was being removed: nothing revoked it.
    await world.query('update members set removed_at = $1 where id = $2', [world.now(), admin]);
    expect(await roleNow()).toBeUndefined();
  });

  it('makes at most 100 keys for a member that still open something, two at once too', async () => {
    await world.query(
      `insert into api_keys (id, member_id, key_hash, prefix, name, permissions, created_by, created_at)
       select gen_random_uuid(), $1, encode(sha256(gen_random_uuid()::text::bytea), 'hex'), 'st_live_abcd', 'ci', '{}', $1, $2
       from generate_series(1, 99 - (select count(*)::integer from api_keys where member_id = $1))`,
      [tenant.ownerId, world.now()],
    );
    const expiresAt = new Date(world.now().getTime() + 60_000);
    const both = [wanted({ expiresAt }), wanted({ expiresAt })];
    const made = await Promise.all(both.map((key) => world.postgres.apiKeys.create(key, owner)));
    expect(made.map(({ kind }) => kind).sort()).toEqual(['created', 'too-many']);
    const member = await newMember('member');
    expect(await world.postgres.apiKeys.create(wanted({ memberId: member }), owner)).toMatchObject({ kind: 'created' });
    world.advance(60_000);
    expect(await world.postgres.apiKeys.create(wanted(), owner)).toMatchObject({ kind: 'created' });
    expect(await world.postgres.apiKeys.create(wanted(), owner)).toEqual({ kind: 'too-many' });
    await world.postgres.apiKeys.revoke(owner.keyId, owner);
    expect(await world.postgres.apiKeys.create(wanted(), owner)).toMatchObject({ kind: 'created' });
  });

  it('gives no more than the key that makes it has, and hands its cap on', async () => {
    const refused = await world.postgres.apiKeys.create(wanted({ permissions: ['registry:push'] }), {
      ...owner,
      permissions: [],
    });
    expect(refused).toMatchObject({ kind: 'forbidden', code: 'permission_not_held' });
    const capped = wanted({ role: 'member' });
    await world.postgres.apiKeys.create(capped, owner);
    const by = { ...owner, keyId: capped.id, role: 'member', permissions: [] } as const;
    expect(await world.postgres.apiKeys.create(wanted(), by)).toMatchObject({ key: { role: 'member' } });
    expect(await world.postgres.apiKeys.create(wanted({ role: 'owner' }), by)).toMatchObject({
      kind: 'forbidden',
      code: 'role_above_own',
    });
  });

  it('makes none for a member who is not there, was removed, or is of another organization', async () => {
    const removed = await newMember('member');
    await world.postgres.members.remove(removed, { ...tenant.by, role: 'owner' });
    const { ownerId: stranger } = await newOrganization(world);
    for (const memberId of [newId<MemberId>(), removed, stranger]) {
      expect(await world.postgres.apiKeys.create(wanted({ memberId }), owner)).toEqual({ kind: 'unknown-member' });
    }
  });

  it('revokes a key once, and only that of the member who is named, or of the organization', async () => {
    const key = wanted();
    await world.postgres.apiKeys.create(key, owner);
    const stranger = { ...(await newOrganization(world)).by, role: 'owner' } as const;
    const unknown = { kind: 'unknown-key' };
    expect(await world.postgres.apiKeys.revoke(key.id, stranger)).toEqual(unknown);
    expect(await world.postgres.apiKeys.revoke(key.id, owner, newId<MemberId>())).toEqual(unknown);
    expect(await world.postgres.access.callerOf(key.keyHash)).not.toBeNull();
    const revoked = { kind: 'revoked', key: { revokedAt: world.now() } };
    expect(await world.postgres.apiKeys.revoke(key.id, owner, tenant.ownerId)).toMatchObject(revoked);
    expect(await world.postgres.access.callerOf(key.keyHash)).toBeNull();
    world.advance(1_000);
    expect(await world.postgres.apiKeys.revoke(key.id, owner)).toMatchObject(revoked);
    const { records } = await world.postgres.auditLog.list({
      ...{ organizationId: tenant.organizationId, action: 'api_key.revoked', limit: 10 },
    });
    expect(records).toMatchObject([{ target: { type: 'api_key', id: key.id }, details: { name: 'ci' } }]);
  });

  it('lets no key revoke one that may do more, whoever they belong to', async () => {
    const [strong, weak] = [wanted(), wanted({ role: 'member' })];
    await world.postgres.apiKeys.create(strong, owner);
    await world.postgres.apiKeys.create(weak, owner);
    const adminKey = wanted({ memberId: await newMember('admin') });
    await world.postgres.apiKeys.create(adminKey, owner);
    const admin = { ...owner, memberId: adminKey.memberId, keyId: adminKey.id, role: 'admin' } as const;
    const capped = { ...owner, keyId: weak.id, role: 'member' } as const;
    for (const by of [admin, capped]) {
      const refused = await world.postgres.apiKeys.revoke(strong.id, by);
      expect(refused).toMatchObject({ kind: 'forbidden', code: 'role_above_own' });
    }
    expect(await world.postgres.access.callerOf(strong.keyHash)).not.toBeNull();
    expect(await world.postgres.apiKeys.revoke(weak.id, admin)).toMatchObject({ kind: 'revoked' });
  });

  it('lists keys by pages, all of the organization or those of one member', async () => {
    const member = await newMember('member');
    const made: ApiKeyId[] = [];
    for (const memberId of [member, tenant.ownerId, member]) {
      world.advance(1);
      const key = wanted({ memberId });
      await world.postgres.apiKeys.create(key, owner);
      made.unshift(key.id);
    }
    const { organizationId } = tenant;
    const page = await world.postgres.apiKeys.list({ organizationId, limit: 2 });
    expect(page.keys.map(({ id }) => id)).toEqual(made.slice(0, 2));
    const rest = await world.postgres.apiKeys.list({ organizationId, limit: 2, cursor: page.nextCursor ?? '' });
    expect(rest.keys.map(({ id }) => id)).toContain(made[2]);
    const own = await world.postgres.apiKeys.list({ organizationId, memberId: member, limit: 100 });
    expect(own.keys.map(({ id }) => id)).toEqual([made[0], made[2]]);
  });

  it('finds audit records by each filter, by pages, within the organization', async () => {
    const { organizationId, ownerId } = tenant;
    const start = world.now();
    await world.postgres.organizations.rename('one', tenant.by);
    world.advance(10);
    const member = await newMember('member');
    const other = await newOrganization(world);
    await world.postgres.organizations.rename('other', other.by);
    const actions = async (query: object) => {
      const { records } = await world.postgres.auditLog.list({ organizationId, limit: 100, ...query });
      return records.map(({ action }) => action);
    };
    const [made, renamed] = ['member.created', 'organization.updated'];
    expect(await actions({})).toEqual([made, renamed]);
    expect(await actions({ action: 'member.created' })).toEqual([made]);
    expect(await actions({ memberId: ownerId })).toEqual([made, renamed]);
    expect(await actions({ memberId: member })).toEqual([]);
    expect(await actions({ targetType: 'member' })).toEqual([made]);
    expect(await actions({ targetType: 'member', targetId: member })).toEqual([made]);
    expect(await actions({ targetId: 'x\0' })).toEqual([]);
    expect(await actions({ since: world.now() })).toEqual([made]);
    expect(await actions({ since: start, until: world.now() })).toEqual([renamed]);
    const page = await world.postgres.auditLog.list({ organizationId, limit: 1 });
    expect(page.records.map(({ action }) => action)).toEqual([made]);
    expect(await actions({ limit: 1, cursor: page.nextCursor })).toEqual([renamed]);
  });

  it('lets requests neither change nor delete what the audit log holds', async () => {
    await world.postgres.organizations.rename('one', tenant.by);
    for (const statement of ["update audit_log set action = 'x'", 'delete from audit_log']) {
      // One query of several statements is one transaction, which the error ends.
      const forged = world.query(`select set_config('role', 'waybill_requests', true),
        set_config('waybill.organization_id', '${tenant.organizationId}', true); ${statement}`);
      await expect(forged).rejects.toThrow(/permission denied/);
    }
  });
});
