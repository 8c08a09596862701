import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GitHubIdentity } from '../../domain/access/github-identity.ts';
import { rotationGraceMs, sessionIdleMs, sessionLongestMs } from '../../domain/access/session.ts';
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

const dayMs = 24 * 3_600_000;
const minuteMs = 60_000;

describe('sessions on PostgreSQL', () => {
  let world: PersistenceWorld;
  let acme: Tenant;
  let owner: LinkMaker;

  beforeAll(async () => {
    world = await openWorld();
  }, 60_000);
  afterAll(() => world.close());
  beforeEach(async () => {
    acme = await newOrganization(world);
    owner = makerOf(acme);
  });

  const makerOf = (tenant: Tenant): LinkMaker => ({
    ...{ ...tenant.by, role: 'owner', permissions: ['registry:push', 'organization:manage'] },
  });
  const { sessions, links } = {
    sessions: () => world.postgres.sessions,
    links: () => world.postgres.signInLinks,
  };
  const find = (token: string) => sessions().find(hash(token));
  const later = (ms: number) => new Date(world.now().getTime() + ms);
  const idOf = async (token: string) => (await find(token))?.id as SessionId;
  const from = { address: '192.0.2.9', requestId: 'request-9' };
  const newToken = () => `token ${newId()}`;

  async function newMember(role: 'viewer' | 'member' | 'admin', by = owner): Promise<MemberId> {
    const id = newId<MemberId>();
    await world.postgres.members.create({ id, name: 'bea', role }, by);
    return id;
  }

  async function newLink(memberId: MemberId, by = owner): Promise<string> {
    const tokenHash = hash(`link ${newId()}`);
    const made = await links().create(memberId, { tokenHash, expiresAt: later(invitationMs) }, by);
    expect(made).toEqual({ kind: 'created' });
    return tokenHash;
  }

  /** At a new browser, or at the one where `at` is signed in. */
  async function browser(at: string | null = null): Promise<{ token: string; signIn: SignIn }> {
    const token = newToken();
    const session = { id: newId<SessionId>(), tokenHash: hash(token), userAgent: 'Browser \0 1' };
    const current = at === null ? null : ((await find(at))?.id ?? null);
    return {
      token,
      signIn: { session: { ...session, address: null, requestId: 'r' }, current, newUserId: newId<UserId>() },
    };
  }

  async function byLink(linkHash: string, at: string | null = null): Promise<string> {
    const { token, signIn } = await browser(at);
    expect(await sessions().signInByLink(linkHash, signIn)).toEqual({ kind: 'signed-in' });
    return token;
  }

  const identity = (over: Partial<GitHubIdentity> = {}): GitHubIdentity => ({
    ...{ githubId: newGitHubId<AccountId>(), login: 'mona', name: 'Mona', avatarUrl: 'https://a.example/1' },
    ...over,
  });
  async function byGitHub(who: GitHubIdentity, at: string | null = null): Promise<string> {
    const { token, signIn } = await browser(at);
    expect(await sessions().signInWithGitHub(who, signIn)).toEqual({ kind: 'signed-in' });
    return token;
  }

  const reaches = async (token: string) =>
    (await find(token))?.memberships.map(({ organizationId, role }) => [organizationId, role]);
  const auditOf = async (tenant: Tenant) => {
    const { records } = await world.postgres.auditLog.list({ organizationId: tenant.organizationId, limit: 100 });
    return records.map(({ action, via, target, details }) => [action, via, target.id, details]);
  };

  describe('by a link', () => {
    it('show their user, who is made for a member without one, and are recorded', async () => {
      const token = await byLink(await newLink(acme.ownerId));
      expect(await find(token)).toMatchObject({
        user: { name: 'ada', login: null, avatarUrl: null },
        memberships: [{ organizationName: 'acme', plan: 'pro', role: 'owner', memberId: acme.ownerId }],
        ...{ expiresAt: later(sessionIdleMs), rotationDue: false },
      });
      const recorded = await auditOf(acme);
      expect(recorded).toEqual(
        expect.arrayContaining([
          ['sign_in_link.created', 'key', acme.ownerId, { expires_at: expect.any(String) }],
          ['member.joined', 'session', acme.ownerId, { by: 'link' }],
          ['session.created', 'session', acme.ownerId, { by: 'link', session_id: (await find(token))?.id }],
        ]),
      );
      const again = await byLink(await newLink(acme.ownerId));
      expect((await find(again))?.user.id).toBe((await find(token))?.user.id);
      expect((await auditOf(acme)).filter(([action]) => action === 'member.joined')).toHaveLength(1);
    });

    it('are opened once, also by two at the same moment on several servers', async () => {
      const link = await newLink(acme.ownerId);
      const open = async ({ postgres }: Pick<PersistenceWorld, 'postgres'>) =>
        (await postgres.sessions.signInByLink(link, (await browser()).signIn)).kind;
      const kinds = await atTheSameMoment(() => [open(world), open({ postgres: world.other })]);
      expect(kinds.toSorted()).toEqual(['signed-in', 'used']);
    });

    it('make one user of a member who opens two links at the same moment', async () => {
      const [one, two] = [await newLink(acme.ownerId), await newLink(acme.ownerId)];
      const tokens = await atTheSameMoment(() => [byLink(one), byLink(two)]);
      const users = await Promise.all(tokens.map(async (token) => (await find(token))?.user.id));
      expect([users.length, new Set(users).size]).toEqual([2, 1]);
    });

    /** Holds the owner's row until all wait. */
    async function atTheSameMoment<T>(begin: () => Promise<T>[]): Promise<T[]> {
      const holder = new pg.Client({ connectionString: world.databaseUrl });
      await holder.connect();
      try {
        await holder.query('begin');
        await holder.query('select from members where id = $1 for update', [acme.ownerId]);
        const begun = begin();
        const waiting = "select 1 from pg_stat_activity where wait_event_type = 'Lock'";
        await expect.poll(async () => (await world.query(waiting)).length).toBe(begun.length);
        await holder.query('commit');
        return await Promise.all(begun);
      } finally {
        await holder.end();
      }
    }

    it('of one organization make nobody a member of another one', async () => {
      const other = await newOrganization(world);
      const bound = await byLink(await newLink(acme.ownerId));
      const first = await find(bound);
      const second = await byLink(await newLink(other.ownerId, makerOf(other)), bound);
      expect(await reaches(second)).toEqual([[other.organizationId, 'owner']]);
      expect((await find(second))?.user.id).not.toBe(first?.user.id);
    });

    it('are not opened too late, nor by what is no link, nor once the member or who made it is gone', async () => {
      const open = async (link: string) => (await sessions().signInByLink(link, (await browser()).signIn)).kind;
      const late = await newLink(acme.ownerId);
      const admin = await newMember('admin');
      const [gone, orphan] = [await newMember('member'), await newMember('viewer')];
      const adminMaker = { ...owner, memberId: admin, role: 'admin' } as const;
      const [ofGone, byAdmin] = [await newLink(gone), await newLink(orphan, adminMaker)];
      await world.postgres.members.remove(gone, owner);
      await world.postgres.members.remove(admin, owner);
      expect([await open(ofGone), await open(byAdmin), await open(hash('nothing'))]).toEqual(Array(3).fill('unknown'));
      world.advance(invitationMs);
      expect(await open(late)).toBe('expired');
    });

    it('reach the organization of the link alone, whatever else its user may do', async () => {
      const [other, who] = [await newOrganization(world), identity()];
      await byLink(await newLink(other.ownerId, makerOf(other)), await byGitHub(who));
      world.advance(1);
      const guest = await newMember('member');
      const both = await byLink(await newLink(guest), await byGitHub(who));
      expect(await reaches(both)).toEqual([
        [other.organizationId, 'owner'],
        [acme.organizationId, 'member'],
      ]);
      const bound = await byLink(await newLink(guest));
      expect((await find(bound))?.user.id).toBe((await find(both))?.user.id);
      expect(await reaches(bound)).toEqual([[acme.organizationId, 'member']]);
    });

    it('have at most the present role of who made the link, and end with his membership', async () => {
      const admin = await newMember('admin');
      const guest = await newMember('admin');
      const token = await byLink(await newLink(guest, { ...owner, memberId: admin, role: 'admin' }));
      expect(await reaches(token)).toEqual([[acme.organizationId, 'admin']]);
      await world.postgres.members.change(admin, { role: 'viewer' }, owner);
      expect(await reaches(token)).toEqual([[acme.organizationId, 'viewer']]);
      await world.postgres.members.remove(admin, owner);
      expect(await find(token)).toBeNull();
    });

    it('are made for nobody above the own role, nor for strangers', async () => {
      const make = (id: MemberId, by: LinkMaker) =>
        links().create(id, { tokenHash: hash(newToken()), expiresAt: later(1) }, by);
      const admin = { ...owner, role: 'admin' } as const;
      expect(await make(acme.ownerId, admin)).toMatchObject({ kind: 'forbidden', code: 'role_above_own' });
      const weak = { ...owner, permissions: [] };
      expect(await make(acme.ownerId, weak)).toMatchObject({ kind: 'forbidden', code: 'permission_not_held' });
      const { ownerId: stranger } = await newOrganization(world);
      expect(await make(stranger, owner)).toEqual({ kind: 'unknown-member' });
    });

    it('of the operator reach all that the user reaches', async () => {
      const tokenHash = hash(newToken());
      expect(await links().createForFirstOwner({ tokenHash, expiresAt: later(operatorLinkMs) })).toEqual({
        kind: 'created',
      });
      const token = await byLink(tokenHash);
      await byLink(await newLink(await newMember('viewer')), token).then(async (joined) => {
        expect(await reaches(joined)).toHaveLength(2);
      });
      expect(await world.query('select 1 from audit_log where key_id is null and session_id is null')).toHaveLength(1);
    });
  });

  describe('with GitHub', () => {
    it('make a user, know him again, and take over what GitHub says of him now', async () => {
      const who = identity();
      const [first, second] = [await byGitHub(who), await byGitHub({ ...who, login: 'lisa', name: null })];
      const user = (await find(second))?.user;
      expect(user).toEqual({ ...(await find(first))?.user, name: 'lisa', login: 'lisa', avatarUrl: who.avatarUrl });
      expect(await reaches(second)).toEqual([]);
    });

    it('give an identity to who came by a link, and end his other sessions', async () => {
      const [elsewhere, here] = [await byLink(await newLink(acme.ownerId)), await byLink(await newLink(acme.ownerId))];
      const who = identity();
      const token = await byGitHub(who, here);
      expect(await reaches(token)).toEqual([[acme.organizationId, 'owner']]);
      expect([await find(elsewhere), await find(here)]).toEqual([null, null]);
      expect(await reaches(await byGitHub(who))).toEqual([[acme.organizationId, 'owner']]);
      const details = { by: 'github', login: who.login };
      expect(await auditOf(acme)).toContainEqual(['member.joined', 'session', acme.ownerId, details]);
    });

    it('take over the memberships of who came by a link, if the identity is another user’s', async () => {
      const who = identity();
      const known = await byGitHub(who);
      const here = await byLink(await newLink(acme.ownerId));
      const token = await byGitHub(who, here);
      expect((await find(token))?.user.id).toBe((await find(known))?.user.id);
      expect(await reaches(known)).toEqual([[acme.organizationId, 'owner']]);
      expect(await find(here)).toBeNull();
    });

    it('refuse to make one of two members of an organization', async () => {
      const who = identity();
      await byLink(await newLink(await newMember('viewer')), await byGitHub(who));
      const here = await byLink(await newLink(acme.ownerId));
      const { signIn, token } = await browser(here);
      expect(await sessions().signInWithGitHub(who, signIn)).toEqual({ kind: 'conflict' });
      expect([await find(token), await reaches(here)]).toEqual([null, [[acme.organizationId, 'owner']]]);
    });

    it('make one user of somebody who signs in twice at once', async () => {
      const who = identity();
      const tokens = await Promise.all([byGitHub(who), byGitHub(who), byGitHub(who)]);
      const users = await Promise.all(tokens.map(async (token) => (await find(token))?.user.id));
      expect(new Set(users).size).toBe(1);
    });
  });

  it('show on the list of members who has signed in', async () => {
    const guest = await newMember('viewer');
    await byGitHub(identity({ login: 'mona' }), await byLink(await newLink(acme.ownerId)));
    const { members } = await world.postgres.members.list({ organizationId: acme.organizationId, limit: 10 });
    const users = Object.fromEntries(members.map(({ id, user }) => [id, user]));
    expect(users).toEqual({ [acme.ownerId]: { login: 'mona', avatarUrl: 'https://a.example/1' }, [guest]: null });
    expect(await world.postgres.members.change(guest, { name: 'cem' }, owner)).toMatchObject({
      member: { user: null },
    });
  });

  describe('in use', () => {
    it('replace the one that the browser had', async () => {
      const first = await byLink(await newLink(acme.ownerId));
      const second = await byLink(await newLink(acme.ownerId), first);
      expect([await find(first), await reaches(second)]).toEqual([null, [[acme.organizationId, 'owner']]]);
    });

    it('follow the member’s role, and reach nothing once he is removed', async () => {
      const guest = await newMember('admin');
      const token = await byLink(await newLink(guest));
      await world.postgres.members.change(guest, { role: 'viewer' }, owner);
      expect(await reaches(token)).toEqual([[acme.organizationId, 'viewer']]);
      await world.postgres.members.remove(guest, owner);
      expect(await reaches(token)).toEqual([]);
    });

    it('end a week after their last use, and a month after their beginning', async () => {
      const token = await byGitHub(identity());
      world.advance(sessionIdleMs - 1);
      expect(await find(token)).toMatchObject({ expiresAt: later(sessionIdleMs) });
      const [idle] = [await byGitHub(identity())];
      world.advance(sessionIdleMs);
      expect([await find(token), await find(idle)]).toEqual([null, null]);
      const busy = await byGitHub(identity());
      for (let day = 0; day < 29; day += 1) {
        world.advance(dayMs);
        expect(await find(busy)).not.toBeNull();
      }
      world.advance(sessionLongestMs - 29 * dayMs);
      expect(await find(busy)).toBeNull();
    });

    it('note a use at most once a minute', async () => {
      const token = await byGitHub(identity());
      const used = async () =>
        (await world.query('select last_used_at from user_sessions where token_hash = $1', [hash(token)]))[0];
      const before = await used();
      world.advance(minuteMs - 1);
      await find(token);
      expect(await used()).toEqual(before);
      world.advance(1);
      await find(token);
      expect(await used()).toEqual({ last_used_at: world.now() });
    });

    it('get a new token after a day, beside which the old one goes on for a minute', async () => {
      const old = await byGitHub(identity());
      world.advance(dayMs);
      const session = await find(old);
      if (!session?.rotationDue) throw new Error('no new token is due');
      // Of two tabs at once, one gets it.
      const offered = [newToken(), newToken()];
      const rotated = await Promise.all(offered.map((to) => sessions().rotate(session.id, hash(old), hash(to))));
      expect(rotated.toSorted()).toEqual([false, true]);
      const [next = '', lost = ''] = rotated[0] ? offered : offered.toReversed();
      world.advance(rotationGraceMs - 1);
      expect(await find(old)).toMatchObject({ id: session.id, rotationDue: false });
      expect([(await find(next))?.id, await find(lost)]).toEqual([session.id, null]);
      world.advance(1);
      expect([await find(old), (await find(next))?.id]).toEqual([null, session.id]);
    });

    it('go on with the old token when the answer with the new one was lost, and get another one', async () => {
      const old = await byGitHub(identity());
      world.advance(dayMs);
      const { id = '' as SessionId } = (await find(old)) ?? {};
      const [lost, next] = [newToken(), newToken()];
      expect(await sessions().rotate(id, hash(old), hash(lost))).toBe(true);
      world.advance(minuteMs * 30);
      expect(await find(old)).toMatchObject({ id, rotationDue: true });
      expect(await sessions().rotate(id, hash(old), hash(next))).toBe(true);
      world.advance(minuteMs * 30);
      expect([await find(lost), (await find(next))?.id, await find(old)]).toEqual([null, id, null]);
      expect(await sessions().rotate(id, hash(old), hash(newToken()))).toBe(false);
    });

    it('end alone, or with all others of the user', async () => {
      const who = identity();
      const [one, two, three] = [await byGitHub(who), await byGitHub(who), await byGitHub(who)];
      await sessions().end(await idOf(one), from);
      expect([await find(one), (await find(two)) !== null]).toEqual([null, true]);
      const stranger = await byGitHub(identity());
      await sessions().endEverywhere(await idOf(two), from);
      expect([await find(two), await find(three), (await find(stranger)) !== null]).toEqual([null, null, true]);
    });

    it('that a link made end no others than those in its organization', async () => {
      const who = identity();
      const free = await byGitHub(who);
      await byLink(await newLink(acme.ownerId), await byGitHub(who));
      const [bound, boundToo] = [await byLink(await newLink(acme.ownerId)), await byLink(await newLink(acme.ownerId))];
      await sessions().endEverywhere(await idOf(bound), from);
      expect([await find(bound), await find(boundToo), (await find(free)) !== null]).toEqual([null, null, true]);
    });

    it('are recorded as ended where they reached, once, with the others that end with them', async () => {
      const [who, other] = [identity(), await newOrganization(world)];
      world.advance(1);
      await byLink(await newLink(acme.ownerId), await byGitHub(who));
      await byLink(await newLink(other.ownerId, makerOf(other)), await byGitHub(who));
      const [alone, free] = [await idOf(await byGitHub(who)), await idOf(await byGitHub(who))];
      const bound = await idOf(await byLink(await newLink(other.ownerId, makerOf(other))));
      await Promise.all([sessions().end(alone, from), sessions().end(alone, from)]);
      await Promise.all([sessions().endEverywhere(free, from), sessions().endEverywhere(free, from)]);
      const endings = async (tenant: Tenant) => {
        const { organizationId } = tenant;
        const { records } = await world.postgres.auditLog.list({ organizationId, action: 'session.ended', limit: 10 });
        return records.map(({ member, via, target, address, requestId, details }) => {
          expect([member.id, via, target.id]).toEqual([tenant.ownerId, 'session', tenant.ownerId]);
          expect({ address, requestId }).toEqual(from);
          return details as { everywhere: boolean; session_ids: string[] };
        });
      };
      const [here, there] = [await endings(acme), await endings(other)];
      expect([here, there].map((all) => all.map(({ everywhere }) => everywhere).toSorted())).toEqual(
        Array(2).fill([false, true]),
      );
      const sessionsOf = (all: typeof here, wanted: boolean) =>
        all.find(({ everywhere }) => everywhere === wanted)?.session_ids;
      expect([sessionsOf(here, false), sessionsOf(there, false)]).toEqual([[alone], [alone]]);
      expect([sessionsOf(here, true)?.includes(free), sessionsOf(here, true)?.includes(bound)]).toEqual([true, false]);
      expect(sessionsOf(there, true)).toEqual(expect.arrayContaining([free, bound]));
    });

    it('are forgotten once they have ended; tokens are stored nowhere', async () => {
      const token = await byGitHub(identity());
      const [row] = await world.query("select string_agg(s::text, ' ') as all from user_sessions s");
      expect(String(row?.all)).not.toContain(token);
      world.advance(sessionLongestMs + invitationMs);
      expect(await sessions().forgetExpired()).toBeGreaterThan(0);
      const left = await world.query('select 1 from user_sessions union all select 1 from sign_in_links');
      expect(left).toEqual([]);
    });
  });
});
