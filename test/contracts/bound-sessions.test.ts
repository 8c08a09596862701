import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GitHubIdentity } from '../../domain/access/github-identity.ts';
import { invitationMs, operatorLinkMs } from '../../domain/access/sign-in-link.ts';
import type { AccountId, MemberId, SessionId, UserId } from '../../domain/shared/ids.ts';
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
});
