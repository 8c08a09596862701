import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../domain/access/actor.ts';
import type { Role } from '../../domain/access/caller.ts';
import type { Member } from '../../domain/access/member.ts';
import type { ApiKeyId, MemberId } from '../../domain/shared/ids.ts';
import type { MemberActor } from '../../ports/access/members.ts';
import { hash, newId, newOrganization, openWorld, type PersistenceWorld, type Tenant } from './persistence-world.ts';

describe('members and the organization on PostgreSQL', () => {
  let world: PersistenceWorld;
  let tenant: Tenant;
  let owner: MemberActor;
  beforeAll(async () => {
    world = await openWorld();
  }, 60_000);
  afterAll(() => world.close());
  beforeEach(async () => {
    tenant = await newOrganization(world);
    world.advance(1);
    owner = { ...tenant.by, role: 'owner' };
  });

  async function newMember(name: string, role: Role): Promise<Member> {
    const created = await world.postgres.members.create({ id: newId<MemberId>(), name, role }, owner);
    if (created.kind !== 'created') throw new Error(created.kind);
    return created.member;
  }

  /** A key of the member; gives what it is found by. */
  async function newKey(member: MemberId, by: Actor = tenant.by): Promise<string> {
    const id = newId<ApiKeyId>();
    const key = { id, memberId: member, name: 'ci', prefix: 'st_live_abcd', keyHash: hash(id), expiresAt: null };
    const maker = { ...by, letInBy: null, role: 'owner', permissions: [] } as const;
    const made = await world.postgres.apiKeys.create({ ...key, permissions: [], role: null }, maker);
    if (made.kind !== 'created') throw new Error(made.kind);
    return hash(id);
  }

  const auditOf = async () =>
    (await world.postgres.auditLog.list({ organizationId: tenant.organizationId, limit: 100 })).records;

  it('creates, lists by pages, changes and removes members', async () => {
    const made: Member[] = [];
    for (const name of ['bea', 'cem', 'dan']) {
      world.advance(1);
      made.unshift(await newMember(name, 'member'));
    }
    const query = { organizationId: tenant.organizationId, limit: 2 };
    const first = await world.postgres.members.list(query);
    expect(first.members).toEqual(made.slice(0, 2));
    const second = await world.postgres.members.list({ ...query, cursor: first.nextCursor ?? '' });
    expect(second.members.map(({ name }) => name)).toEqual(['bea', 'ada']);
    expect(second.nextCursor).toBeNull();

    const [dan] = made;
    if (!dan) throw new Error('nobody');
    const changed = await world.postgres.members.change(dan.id, { role: 'admin' }, owner);
    expect(changed).toEqual({ kind: 'changed', member: { ...dan, role: 'admin' } });
    expect(await world.postgres.members.remove(dan.id, owner)).toEqual({ kind: 'removed', keysRevoked: 0 });
    expect(await world.postgres.members.remove(dan.id, owner)).toEqual({ kind: 'unknown' });
    expect(await world.postgres.members.change(dan.id, { role: 'viewer' }, owner)).toEqual({ kind: 'unknown' });
    const names = (await world.postgres.members.list({ ...query, limit: 100 })).members.map(({ name }) => name);
    expect(names).toEqual(['cem', 'bea', 'ada']);
  });

  it('revokes the keys of who is removed at once, and those that he made for others', async () => {
    const admin = await newMember('bea', 'admin');
    const other = await newMember('cem', 'member');
    const [own, ofOther] = [await newKey(admin.id), await newKey(other.id)];
    const bea = await world.postgres.access.callerOf(own);
    if (bea === null) throw new Error('no key');
    const made = await newKey(other.id, { ...bea, address: null, requestId: null });
    expect(await world.postgres.access.callerOf(made)).toMatchObject({ role: 'member' });
    expect(await world.postgres.members.remove(admin.id, owner)).toEqual({ kind: 'removed', keysRevoked: 2 });
    expect(await world.postgres.access.callerOf(own)).toBeNull();
    expect(await world.postgres.access.callerOf(made)).toBeNull();
    expect(await world.postgres.access.callerOf(ofOther)).not.toBeNull();
  });

  it("leaves a removed member's name in history", async () => {
    const admin = await newMember('bea', 'admin');
    const bea = await world.postgres.access.callerOf(await newKey(admin.id));
    if (bea === null) throw new Error('no key');
    world.advance(1);
    await world.postgres.organizations.rename('Acme', { ...bea, address: null, requestId: null });
    await world.postgres.members.remove(admin.id, owner);
    const renamed = (await auditOf()).find(({ action }) => action === 'organization.updated');
    expect(renamed?.member).toEqual({ id: admin.id, name: 'bea' });
  });

  it('keeps the last owner, though both are demoted, or removed, at the same time', async () => {
    for (const end of ['change', 'remove'] as const) {
      const second = await newMember('bea', 'owner');
      const acts = [tenant.ownerId, second.id].map((id, index) => {
        const { members } = index === 0 ? world.postgres : world.other;
        return end === 'remove' ? members.remove(id, owner) : members.change(id, { role: 'viewer' }, owner);
      });
      const kinds = (await Promise.all(acts)).map(({ kind }) => kind).sort();
      expect(kinds).toEqual(['conflict', end === 'remove' ? 'removed' : 'changed'].sort());
      const { members } = await world.postgres.members.list({ organizationId: tenant.organizationId, limit: 100 });
      expect(members.filter(({ role }) => role === 'owner')).toHaveLength(1);
      tenant = await newOrganization(world);
      owner = { ...tenant.by, role: 'owner' };
    }
  });

  it('lets nobody touch a role above his own', async () => {
    const admin: MemberActor = { ...tenant.by, role: 'admin' };
    const refused = { kind: 'forbidden', code: 'role_above_own' };
    const wanted = { id: newId<MemberId>(), name: 'bea', role: 'owner' } as const;
    expect(await world.postgres.members.create(wanted, admin)).toMatchObject(refused);
    expect(await world.postgres.members.change(tenant.ownerId, { role: 'member' }, admin)).toMatchObject(refused);
    expect(await world.postgres.members.remove(tenant.ownerId, admin)).toMatchObject(refused);
    const members = await world.postgres.members.list({ organizationId: tenant.organizationId, limit: 100 });
    expect(members.members.map(({ role }) => role)).toEqual(['owner']);
    expect(await auditOf()).toEqual([]);
  });

  it("knows no other organization's members", async () => {
    const { ownerId, organizationId } = await newOrganization(world);
    expect(await world.postgres.members.change(ownerId, { name: 'x' }, owner)).toEqual({ kind: 'unknown' });
    expect(await world.postgres.members.remove(ownerId, owner)).toEqual({ kind: 'unknown' });
    const { members } = await world.postgres.members.list({ organizationId, limit: 100 });
    expect(members.map(({ id, name }) => [id, name])).toEqual([[ownerId, 'ada']]);
  });

  it('gives the organization, and its new name', async () => {
    const { organizationId } = tenant;
    const known = await world.postgres.organizations.get(organizationId);
    expect(known).toMatchObject({ id: organizationId, name: 'acme', plan: 'pro', writeBackMode: 'checks' });
    expect(await world.postgres.organizations.rename('Acme', tenant.by)).toEqual({ ...known, name: 'Acme' });
    expect(await world.postgres.organizations.get(organizationId)).toMatchObject({ name: 'Acme' });
  });

  it('records each change once, and nothing for what is as asked already', async () => {
    const bea = await newMember('bea', 'member');
    world.advance(1);
    for (let time = 0; time < 2; time += 1) {
      await world.postgres.members.change(bea.id, { role: 'viewer', name: 'bea' }, owner);
      await world.postgres.organizations.rename('Acme', owner);
    }
    world.advance(1);
    await world.postgres.members.remove(bea.id, owner);
    await world.postgres.members.remove(bea.id, owner);
    const records = await auditOf();
    expect(records.map(({ action }) => action).sort()).toEqual([
      'member.created',
      'member.removed',
      'member.updated',
      'organization.updated',
    ]);
    expect(records.find(({ action }) => action === 'member.updated')).toMatchObject({
      target: { type: 'member', id: bea.id },
      details: { role: 'viewer' },
      member: { id: tenant.ownerId, name: 'ada' },
      key: { id: tenant.by.keyId, name: 'test' },
      address: '192.0.2.7',
      requestId: 'request-1',
    });
  });
});
