import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { invitationMs, operatorLinkMs } from '../../domain/access/sign-in-link.ts';
import type { MemberId, SessionId, UserId } from '../../domain/shared/ids.ts';
import type { LinkMaker } from '../../ports/access/sign-in-links.ts';
import { hash, newId, newOrganization, openWorld, type PersistenceWorld, type Tenant } from './persistence-world.ts';

describe('sign-in links that are withdrawn, on PostgreSQL', () => {
  let world: PersistenceWorld;
  let acme: Tenant;
  let owner: LinkMaker;

  beforeAll(async () => {
    world = await openWorld();
  }, 60_000);
  afterAll(() => world.close());
  beforeEach(async () => {
    // The operator's link is of the oldest organization.
    await world.query('truncate organizations cascade');
    acme = await newOrganization(world);
    owner = { ...acme.by, role: 'owner', permissions: ['registry:push', 'organization:manage'] };
  });

  const later = (ms: number) => new Date(world.now().getTime() + ms);
  const withdraw = (memberId: MemberId, by = owner) => world.postgres.signInLinks.withdraw(memberId, by);

  async function newMember(role: 'member' | 'admin'): Promise<MemberId> {
    const id = newId<MemberId>();
    await world.postgres.members.create({ id, name: 'bea', role }, owner);
    return id;
  }

  async function newLink(memberId: MemberId, by = owner, validMs = invitationMs): Promise<string> {
    const tokenHash = hash(`link ${newId()}`);
    const made = await world.postgres.signInLinks.create(memberId, { tokenHash, expiresAt: later(validMs) }, by);
    expect(made).toEqual({ kind: 'created' });
    return tokenHash;
  }

  async function open(link: string): Promise<string> {
    const id = newId<SessionId>();
    const session = { id, tokenHash: hash(id), userAgent: null, address: null, requestId: null };
    const signIn = { session, current: null, newUserId: newId<UserId>() };
    return (await world.postgres.sessions.signInByLink(link, signIn)).kind;
  }

  async function heldUntil(memberId: MemberId): Promise<Date | null | undefined> {
    const { members } = await world.postgres.members.list({ organizationId: acme.organizationId, limit: 10 });
    return members.find(({ id }) => id === memberId)?.signInLinkExpiresAt;
  }

  const withdrawals = async () => {
    const query = { organizationId: acme.organizationId, action: 'sign_in_link.withdrawn', limit: 10 } as const;
    return (await world.postgres.auditLog.list(query)).records.map(({ member, target, details }) => ({
      ...{ by: member.id, of: target.id, details },
    }));
  };

  it('let nobody in any more, whoever made them, and are recorded once', async () => {
    const [admin, guest, other] = [await newMember('admin'), await newMember('member'), await newMember('member')];
    const used = await newLink(guest);
    expect(await open(used)).toBe('signed-in');
    const links = [await newLink(guest), await newLink(guest, { ...owner, memberId: admin, role: 'admin' })];
    const ofOther = await newLink(other);
    expect(await withdraw(guest)).toEqual({ kind: 'withdrawn' });
    expect(await withdraw(guest)).toEqual({ kind: 'withdrawn' });
    expect(await Promise.all([...links, used].map(open))).toEqual(['expired', 'expired', 'used']);
    expect(await open(ofOther)).toBe('signed-in');
    expect(await withdrawals()).toEqual([{ by: acme.ownerId, of: guest, details: { links_withdrawn: 2 } }]);
    expect(await open(await newLink(guest))).toBe('signed-in');
  });

  it('may be the operator’s', async () => {
    const tokenHash = hash(`link ${newId()}`);
    await world.postgres.signInLinks.createForFirstOwner({ tokenHash, expiresAt: later(operatorLinkMs) });
    expect(await heldUntil(acme.ownerId)).toEqual(later(operatorLinkMs));
    await withdraw(acme.ownerId);
    expect([await open(tokenHash), await heldUntil(acme.ownerId)]).toEqual(['expired', null]);
  });

  it('are withdrawn by nobody who could not make them', async () => {
    const link = await newLink(acme.ownerId);
    const refused = await withdraw(acme.ownerId, { ...owner, role: 'admin' });
    expect(refused).toMatchObject({ kind: 'forbidden', code: 'role_above_own' });
    const weak = await withdraw(acme.ownerId, { ...owner, permissions: ['organization:manage'] });
    expect(weak).toMatchObject({ kind: 'forbidden', code: 'permission_not_held' });
    const { by } = await newOrganization(world);
    expect(await withdraw(acme.ownerId, { ...owner, ...by })).toEqual({ kind: 'unknown-member' });
    expect(await open(link)).toBe('signed-in');
  });

  it('stand on the list of members for as long as they let in', async () => {
    const [admin, guest, other] = [await newMember('admin'), await newMember('member'), await newMember('member')];
    expect(await heldUntil(guest)).toBeNull();
    const [long, short] = [await newLink(guest), await newLink(guest, owner, 1000)];
    await newLink(other, { ...owner, memberId: admin, role: 'admin' });
    expect(await heldUntil(guest)).toEqual(later(invitationMs));
    const changed = await world.postgres.members.change(guest, { name: 'cem' }, owner);
    expect(changed).toMatchObject({ member: { signInLinkExpiresAt: later(invitationMs) } });
    await open(long);
    expect(await heldUntil(guest)).toEqual(later(1000));
    world.advance(1000);
    expect([await heldUntil(guest), await open(short)]).toEqual([null, 'expired']);
    expect(await heldUntil(other)).not.toBeNull();
    await world.postgres.members.remove(admin, owner);
    expect(await heldUntil(other)).toBeNull();
  });
});
