import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GitHubIdentity } from '../../domain/access/github-identity.ts';
import { invitationMs, operatorLinkMs } from '../../domain/access/sign-in-link.ts';
import type { AccountId, ApiKeyId, MemberId, SessionId, UserId } from '../../domain/shared/ids.ts';
import type { KeyMaker } from '../../ports/access/api-keys.ts';
import type { SignIn } from '../../ports/access/sessions.ts';
import type { LinkMaker } from '../../ports/access/sign-in-links.ts';
import {
  hash,
  newGitHubId,
  newId,
  newOrganization,
  openWorld,
  type PersistenceWorld,
  type Tenant,
} from './persistence-world.ts';

/** Whoever makes a link for a member can open it himself. What he gets by that must not exceed what he has. */
describe('sessions that a member let in, on PostgreSQL', () => {
  let world: PersistenceWorld;
  let acme: Tenant;
  let owner: LinkMaker;
  let admin: LinkMaker;

  beforeAll(async () => {
    world = await openWorld();
  }, 60_000);
  afterAll(() => world.close());
  beforeEach(async () => {
    acme = await newOrganization(world);
    owner = makerOf(acme);
    admin = { ...owner, memberId: await newMember('admin'), role: 'admin' };
  });

  const makerOf = ({ by }: Tenant): LinkMaker => ({
    ...{ ...by, role: 'owner', permissions: ['registry:push', 'organization:manage'] },
  });
  const find = (token: string) => world.postgres.sessions.find(hash(token));
  const reaches = async (token: string) =>
    (await find(token))?.memberships.map(({ organizationId, role }) => [organizationId, role]);

  async function newMember(role: 'member' | 'admin', by = owner): Promise<MemberId> {
    const id = newId<MemberId>();
    await world.postgres.members.create({ id, name: 'bea', role }, by);
    return id;
  }

  async function newLink(memberId: MemberId, by: LinkMaker): Promise<string> {
    const tokenHash = hash(`link ${newId()}`);
    const expiresAt = new Date(world.now().getTime() + invitationMs);
    const made = await world.postgres.signInLinks.create(memberId, { tokenHash, expiresAt }, by);
    expect(made).toEqual({ kind: 'created' });
    return tokenHash;
  }

  async function newKey(memberId: MemberId, by: KeyMaker): Promise<string> {
    const id = newId<ApiKeyId>();
    const key = { id, memberId, name: 'ci', prefix: 'st_live_abcd', keyHash: hash(id), expiresAt: null };
    const made = await world.postgres.apiKeys.create({ ...key, permissions: [], role: null }, by);
    expect(made).toMatchObject({ kind: 'created' });
    return hash(id);
  }

  async function browser(at: string | null): Promise<{ token: string; signIn: SignIn }> {
    const token = `token ${newId()}`;
    const session = { id: newId<SessionId>(), tokenHash: hash(token), userAgent: null, address: null, requestId: null };
    const current = at === null ? null : ((await find(at))?.id ?? null);
    return { token, signIn: { session, current, newUserId: newId<UserId>() } };
  }

  async function byLink(linkHash: string, at: string | null = null) {
    const { token, signIn } = await browser(at);
    return { token, ...(await world.postgres.sessions.signInByLink(linkHash, signIn)) };
  }

  async function byGitHub(at: string | null, githubId = newGitHubId<AccountId>()) {
    const who: GitHubIdentity = { githubId, login: 'mallory', name: null, avatarUrl: null };
    const { token, signIn } = await browser(at);
    return { token, ...(await world.postgres.sessions.signInWithGitHub(who, signIn)) };
  }

  async function operatorsOwner() {
    const tokenHash = hash(`link ${newId()}`);
    const expiresAt = new Date(world.now().getTime() + operatorLinkMs);
    await world.postgres.signInLinks.createForFirstOwner({ tokenHash, expiresAt });
    return await byLink(tokenHash);
  }

  it('connect no GitHub account to who is in other organizations as well', async () => {
    // The operator's link is of the oldest organization.
    world.advance(1);
    const other = makerOf(await newOrganization(world));
    const guest = await newMember('member', other);
    const victim = await byLink(await newLink(guest, other), (await operatorsOwner()).token);
    const before = await reaches(victim.token);
    expect(before).toHaveLength(2);
    const stolen = await byLink(await newLink(guest, other));
    expect(await byGitHub(stolen.token)).toMatchObject({ kind: 'conflict' });
    const known = newGitHubId<AccountId>();
    const mallory = await byGitHub(null, known);
    expect(await byGitHub(stolen.token, known)).toMatchObject({ kind: 'conflict' });
    expect([await reaches(mallory.token), await reaches(victim.token)]).toEqual([[], before]);
  });

  it('connect no GitHub account to who has risen above the one who let him in', async () => {
    const guest = await newMember('member');
    const { token } = await byLink(await newLink(guest, admin));
    await world.postgres.members.change(guest, { role: 'owner' }, owner);
    expect(await byGitHub(token)).toMatchObject({ kind: 'conflict' });
    expect(await reaches(token)).toEqual([[acme.organizationId, 'admin']]);
  });

  it('begin no more once the member is above the one who made the link', async () => {
    const guest = await newMember('member');
    const [first, second] = [await newLink(guest, admin), await newLink(guest, admin)];
    await world.postgres.members.change(guest, { role: 'owner' }, owner);
    expect(await byLink(first, (await byGitHub(null)).token)).toMatchObject({ kind: 'unknown' });
    await world.postgres.members.change(guest, { role: 'admin' }, owner);
    expect(await byLink(second)).toMatchObject({ kind: 'signed-in' });
  });

  it('bound what they make for themselves as they are bound', async () => {
    const guest = await newMember('admin');
    const session = await find((await byLink(await newLink(guest, admin))).token);
    const [membership] = session?.memberships ?? [];
    if (session === null || membership === undefined) throw new Error('no session');
    const inSession: LinkMaker = { ...admin, ...membership, keyId: null, sessionId: session.id };
    expect(inSession).toMatchObject({ memberId: guest, letInBy: admin.memberId });
    const second = await byLink(await newLink(guest, inSession));
    const first = await newKey(guest, inSession);
    const byKey = await world.postgres.access.callerOf(first);
    if (byKey === null) throw new Error('no key');
    const next = await newKey(guest, { ...byKey, address: null, requestId: null });
    const roles = async () => [
      (await reaches(second.token))?.[0]?.[1],
      ...(await Promise.all([first, next].map((key) => world.postgres.access.callerOf(key)))).map((one) => one?.role),
    ];
    await world.postgres.members.change(guest, { role: 'owner' }, owner);
    expect(await roles()).toEqual(['admin', 'admin', 'admin']);
    await world.postgres.members.remove(admin.memberId, owner);
    expect(await roles()).toEqual([undefined, undefined, undefined]);
  });

  it('make keys and links for others in the own name', async () => {
    const [guest, other] = [await newMember('admin'), await newMember('member')];
    const inSession: LinkMaker = { ...admin, memberId: guest, letInBy: admin.memberId };
    const [key, link] = [await newKey(other, inSession), await newLink(other, inSession)];
    expect(await world.postgres.access.callerOf(key)).toMatchObject({ memberId: other, letInBy: guest });
    await world.postgres.members.remove(guest, owner);
    expect([await world.postgres.access.callerOf(key), (await byLink(link)).kind]).toEqual([null, 'unknown']);
  });
});
