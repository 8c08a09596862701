import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { postgresMembers } from '../../adapters/postgres/access/postgres-members.ts';
import { postgresSessions } from '../../adapters/postgres/access/postgres-sessions.ts';
import { postgresSignInLinks } from '../../adapters/postgres/access/postgres-sign-in-links.ts';
import { type Database, database, inTransaction, serviceRole } from '../../adapters/postgres/database.ts';
import { createOrm } from '../../adapters/postgres/orm.ts';
import type { GitHubIdentity } from '../../domain/access/github-identity.ts';
import { sessionLongestMs } from '../../domain/access/session.ts';
import { invitationMs } from '../../domain/access/sign-in-link.ts';
import type { AccountId, MemberId, SessionId, UserId } from '../../domain/shared/ids.ts';
import type { Sessions, SignIn } from '../../ports/access/sessions.ts';
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

/**
 * Each is brought about by a third connection that holds what both of them need, until both wait. Transactions are tried
 * once here, so that a deadlock is an answer and nothing that a second try hides.
 */
describe('sign-ins at the same moment, on PostgreSQL', () => {
  let world: PersistenceWorld;
  let orm: ReturnType<typeof createOrm>;
  let sessions: Sessions;
  let acme: Tenant;
  let owner: LinkMaker;

  beforeAll(async () => {
    world = await openWorld();
    orm = createOrm({ databaseUrl: world.databaseUrl, poolSize: 4, role: serviceRole });
    sessions = postgresSessions(triedOnce());
  }, 60_000);
  afterAll(async () => {
    await orm.close(true);
    await world.close();
  });
  beforeEach(async () => {
    acme = await newOrganization(world);
    owner = makerOf(acme);
  });

  const triedOnce = (): Database => ({
    ...database(orm, () => world.now()),
    transaction: (work) => inTransaction(orm, work),
  });
  const makerOf = ({ by }: Tenant): LinkMaker => ({
    ...{ ...by, role: 'owner', permissions: ['registry:push', 'organization:manage'] },
  });

  async function newMember(role: 'member' | 'owner', by = owner): Promise<MemberId> {
    const id = newId<MemberId>();
    await world.postgres.members.create({ id, name: 'bea', role }, by);
    return id;
  }

  async function newLink(memberId: MemberId, by = owner): Promise<string> {
    const tokenHash = hash(`link ${newId()}`);
    const expiresAt = new Date(world.now().getTime() + invitationMs);
    expect(await world.postgres.signInLinks.create(memberId, { tokenHash, expiresAt }, by)).toEqual({
      kind: 'created',
    });
    return tokenHash;
  }

  function browser(current: SessionId | null = null): SignIn {
    const id = newId<SessionId>();
    const session = { id, tokenHash: hash(id), userAgent: null, address: null, requestId: null };
    return { session, current, newUserId: newId<UserId>() };
  }

  async function signedIn(begin: (signIn: SignIn) => Promise<{ kind: string }>, signIn = browser()) {
    expect(await begin(signIn)).toEqual({ kind: 'signed-in' });
    return signIn.session;
  }

  const byLink = (link: string) => (signIn: SignIn) => sessions.signInByLink(link, signIn);
  const byGitHub = (who: GitHubIdentity) => (signIn: SignIn) => sessions.signInWithGitHub(who, signIn);
  const identity = (): GitHubIdentity => ({
    ...{ githubId: newGitHubId<AccountId>(), login: 'mona', name: null, avatarUrl: null },
  });
  const userOf = async ({ tokenHash }: { tokenHash: string }) => (await sessions.find(tokenHash))?.user.id;

  /** Begins one after the other while that row is held, each once those before it wait. Gives what all of them answer. */
  const whileHeld = async (table: string, id: string, begin: (() => Promise<unknown>)[]): Promise<unknown[]> => {
    const begun: Promise<unknown>[] = [];
    await whileHolding(table, id, async () => {
      for (const one of begin) {
        begun.push(one().catch((error: Error) => error.message));
        await expect.poll(waiting).toBe(begun.length);
      }
    });
    return await Promise.all(begun);
  };

  async function whileHolding<T>(table: string, id: string, work: () => Promise<T>): Promise<T> {
    const holder = new pg.Client({ connectionString: world.databaseUrl });
    await holder.connect();
    try {
      await holder.query('begin');
      await holder.query(`select from ${table} where id = $1 for update`, [id]);
      return await work();
    } finally {
      await holder.query('commit');
      await holder.end();
    }
  }

  const waiting = async () =>
    (
      await world.query(
        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      )
    ).length;

  const nowhere = { address: null, requestId: null };
  const signedInBoth = [{ kind: 'signed-in' }, { kind: 'signed-in' }];

  it('by links that two members made for each other', async () => {
    const [one, other] = [acme.ownerId, await newMember('owner')];
    const links = [await newLink(other), await newLink(one, { ...owner, memberId: other })];
    const begin = links.map((link) => () => sessions.signInByLink(link, browser()));
    expect(await whileHeld('members', other, begin)).toEqual(signedInBoth);
  });

  it.each(['before', 'after'])('by a link of a member %s his user goes over into another one', async (order) => {
    const who = identity();
    const known = await signedIn(byGitHub(who));
    const here = await signedIn(byLink(await newLink(acme.ownerId)));
    const [link, atHome, elsewhere] = [await newLink(acme.ownerId), browser(here.id), browser()];
    const begin = [() => sessions.signInByLink(link, elsewhere), () => sessions.signInWithGitHub(who, atHome)];
    const answers = await whileHeld('members', acme.ownerId, order === 'before' ? begin : begin.toReversed());
    expect(answers).toEqual(signedInBoth);
    expect(await userOf(atHome.session)).toBe(await userOf(known));
    expect(await userOf(elsewhere.session)).toBe(order === 'before' ? undefined : await userOf(known));
  });

  it('by a link at a browser whose user goes over into another one', async () => {
    const who = identity();
    const known = await signedIn(byGitHub(who));
    const tokenHash = hash(`link ${newId()}`);
    await world.query(
      `insert into sign_in_links (token_hash, member_id, organization_id, created_at, expires_at)
        values ($1, $2, $3, $4, $4::timestamptz + interval '1 day')`,
      [tokenHash, acme.ownerId, acme.organizationId, world.now()],
    );
    const here = await signedIn(byLink(tokenHash));
    const other = await newOrganization(world);
    const [link, atHome, inOtherTab] = [
      await newLink(other.ownerId, makerOf(other)),
      browser(here.id),
      browser(here.id),
    ];
    const answers = await whileHeld('members', acme.ownerId, [
      () => sessions.signInWithGitHub(who, atHome),
      () => sessions.signInByLink(link, inOtherTab),
    ]);
    expect(answers).toEqual(signedInBoth);
    expect(await userOf(atHome.session)).toBe(await userOf(known));
    const reached = (await sessions.find(inOtherTab.session.tokenHash))?.memberships;
    expect(reached).toMatchObject([{ organizationId: other.organizationId, memberId: other.ownerId }]);
  });

  it('by a link, while its member changes the one who made it', async () => {
    const maker = await newMember('owner');
    const link = await newLink(acme.ownerId, { ...owner, memberId: maker });
    const members = postgresMembers(database(orm, () => world.now()));
    const answers = await whileHeld('organizations', acme.organizationId, [
      () => members.change(maker, { name: 'cem' }, owner),
      () => sessions.signInByLink(link, browser()),
    ]);
    expect(answers).toMatchObject([{ kind: 'changed' }, { kind: 'signed-in' }]);
  });

  it('by a link that is withdrawn: it let in, and there is nothing left to end', async () => {
    const [link, guest] = [await newLink(acme.ownerId), browser()];
    const answers = await whileHeld('members', acme.ownerId, [
      () => sessions.signInByLink(link, guest),
      () => postgresSignInLinks(triedOnce()).withdraw(acme.ownerId, owner),
    ]);
    expect(answers).toEqual([{ kind: 'signed-in' }, { kind: 'withdrawn' }]);
    expect(await world.query("select 1 from audit_log where action = 'sign_in_link.withdrawn'")).toEqual([]);
  });

  it('outlast no sign-out everywhere that came after them', async () => {
    const here = await signedIn(byLink(await newLink(acme.ownerId)));
    const [link, late] = [await newLink(acme.ownerId), browser()];
    const answers = await whileHeld('members', acme.ownerId, [
      () => sessions.signInByLink(link, late).then(({ kind }) => kind),
      () => sessions.endEverywhere(here.id, nowhere).then(() => 'ended'),
    ]);
    expect(answers).toEqual(['signed-in', 'ended']);
    expect([await userOf(here), await userOf(late.session)]).toEqual([undefined, undefined]);
  });

  it('that have expired are forgotten without those that somebody ends at this moment', async () => {
    const [ending] = [await signedIn(byLink(await newLink(acme.ownerId))), await signedIn(byGitHub(identity()))];
    world.advance(sessionLongestMs);
    expect(await whileHolding('user_sessions', ending.id, () => sessions.forgetExpired())).toBeGreaterThan(0);
    const left = await world.query('select id from user_sessions where expires_at <= $1', [world.now()]);
    expect(left).toEqual([{ id: ending.id }]);
  });
});
