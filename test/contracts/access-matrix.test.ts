import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EndpointDescription } from '../../adapters/koa/endpoint.ts';
import { endpointsOf } from '../../adapters/koa/http-app.ts';
import type { Need } from '../../domain/access/authorize.ts';
import { permissions, type Role, roles } from '../../domain/access/caller.ts';
import { type HttpService, startHttpService } from '../support/http-service.ts';
import { type SignedInBrowser, signedInBrowser } from '../support/sign-in.ts';
import { type FurnishedOrganization, furnished } from './furnished-organization.ts';
import { installationFacts, newId, openWorld, type PersistenceWorld } from './persistence-world.ts';

/** `members` and `spareKeys`: one of each role. */
type Scene = FurnishedOrganization & { members: Record<Role, string>; spareKeys: Record<Role, string> };

/** How one endpoint is called, and by whom it may be. */
type Rule = {
  needs: Need;
  /** What another organization is told when it names ours, if not that there is no such thing. */
  elsewhere?: string;
  /** Sends a form without any part, which is refused once the caller may push. */
  form?: true;
  /** The objects of `Scene` that parameters, query and body name; those of one organization are not another's. */
  names?: (
    scene: Scene,
    role: Role,
  ) => { path?: Record<string, string>; query?: Record<string, string>; body?: object };
};

const readGitHub: Need = { role: 'viewer', plan: 'pro' };
const changeGitHub: Need = { role: 'admin', permission: 'registry:push', plan: 'pro' };
const manage: Need = { role: 'admin', permission: 'organization:manage' };
const own: Need = { role: 'member' };
const readRegistry: Need = { role: 'viewer' };
const push: Need = { role: 'admin', permission: 'registry:push', plan: 'pro' };

const body = (sent: object) => () => ({ body: sent });
const at = (id: (scene: Scene) => string | number, sent?: object) => (scene: Scene) => ({
  path: { id: String(id(scene)) },
  ...(sent && { body: sent }),
});
const connection = (sent?: object) => at((scene) => scene.connection.id, sent);
const attempt = at((scene) => scene.attemptId);
const delivery = at((scene) => scene.deliveryId);
const entry = (sent?: object) => at((scene) => scene.connection.entryId, sent);
const version = (sent?: object) => (scene: Scene) => ({
  path: { id: scene.connection.entryId, version: scene.version },
  ...(sent && { body: sent }),
});
const installationOf = ({ connection: { installationId } }: Scene) => String(installationId);
const repository = (scene: Scene) => ({
  ...{ path: { owner: 'acme', repo: 'skills' }, query: { installation_id: installationOf(scene) } },
});

/** Every call that asks for a key. */
const rules: Record<string, Rule> = {
  listInstallations: { needs: readGitHub },
  startInstallationSetup: { needs: changeGitHub },
  bindInstallation: {
    needs: changeGitHub,
    elsewhere: '409 installation_bound_elsewhere',
    names: ({ connection: { installationId } }) => ({
      body: { installation_id: installationId, account_login: 'acme', account_type: 'Organization' },
    }),
  },
  unbindInstallation: { needs: changeGitHub, names: at((scene) => scene.connection.installationId) },
  getSettings: { needs: readGitHub },
  updateSettings: { needs: changeGitHub, names: body({ write_back_mode: 'off' }) },
  patchSettings: { needs: changeGitHub, names: body({ write_back_mode: 'off' }) },
  listRepositories: { needs: readGitHub, names: (scene) => ({ query: { installation_id: installationOf(scene) } }) },
  discoverSkills: { needs: readGitHub, names: repository },
  listTags: { needs: readGitHub, names: repository },
  listBranches: { needs: readGitHub, names: repository },
  listConnections: { needs: readGitHub },
  createConnection: {
    needs: changeGitHub,
    names: ({ connection: { entryId, installationId } }) => ({
      body: { entry_id: entryId, installation_id: installationId, repo_full_name: 'acme/skills' },
    }),
  },
  getConnection: { needs: readGitHub, names: connection() },
  updateConnection: { needs: changeGitHub, names: connection({ auto_publish: false }) },
  deleteConnection: { needs: changeGitHub, names: connection() },
  confirmTransfer: { needs: changeGitHub, names: connection() },
  syncConnection: { needs: changeGitHub, names: connection() },
  listAttempts: { needs: readGitHub },
  getAttempt: { needs: readGitHub, names: attempt },
  rerunAttempt: { needs: changeGitHub, names: attempt },
  cancelAttempt: { needs: changeGitHub, names: attempt },
  followAttempts: { needs: readGitHub },
  followAttempt: { needs: readGitHub, names: attempt },
  explain: { needs: readGitHub, names: () => ({ query: { repo: 'acme/skills', ref: 'main' } }) },
  listDeliveries: { needs: readGitHub },
  getDelivery: { needs: readGitHub, names: delivery },
  processDelivery: { needs: changeGitHub, names: delivery },
  downloadVersion: { needs: readRegistry, names: version() },
  listEntries: { needs: readRegistry },
  createEntry: { needs: push, names: body({ name: 'new-skill', entry_type: 'skill' }) },
  checkForUpdates: { needs: readRegistry, names: body({ installations: [] }) },
  getEntry: { needs: readRegistry, names: entry() },
  getRollbackTarget: { needs: readRegistry, names: entry() },
  listVersions: { needs: readRegistry, names: entry() },
  getVersion: { needs: readRegistry, names: version() },
  listVersionFiles: { needs: readRegistry, names: version() },
  getVersionFile: {
    needs: readRegistry,
    names: (scene) => ({ ...version()(scene), query: { path: 'SKILL.md' } }),
  },
  compareVersions: {
    needs: readRegistry,
    names: (scene) => ({ ...entry()(scene), query: { from: scene.version, to: scene.version } }),
  },
  listEntryEvents: { needs: readRegistry, names: entry() },
  countInstalls: { needs: readRegistry, names: entry() },
  pushEntry: { needs: push, form: true },
  pushVersion: { needs: push, form: true, names: entry() },
  updateEntry: { needs: push, names: entry({ description: 'Other words.' }) },
  rollBack: { needs: push, names: entry() },
  yankVersion: { needs: push, names: version({ reason: 'It is broken.' }) },
  unyankVersion: { needs: push, names: version() },
  recordInstall: { needs: { role: 'member' }, names: entry({ install_path: '/skills', device_id: 'laptop' }) },
  getOrganization: { needs: readRegistry },
  updateOrganization: { needs: manage, names: body({ name: 'renamed' }) },
  listMembers: { needs: manage },
  createMember: { needs: manage, names: body({ name: 'new' }) },
  updateMember: { needs: manage, names: at(({ members }) => members.viewer, { name: 'renamed' }) },
  createSignInLink: { needs: manage, names: at(({ members }) => members.viewer) },
  withdrawSignInLinks: { needs: manage, names: at(({ members }) => members.viewer) },
  removeMember: { needs: manage, names: at(({ members }) => members.viewer) },
  listApiKeys: { needs: own },
  createApiKey: { needs: own, names: body({ name: 'new' }) },
  revokeApiKey: { needs: own, names: ({ spareKeys }, role) => ({ path: { id: spareKeys[role] } }) },
  listAuditLog: { needs: manage },
};

/** Calls that ask who is signed in, and take nobody for an answer. */
const visits = ['getSession', 'endSession', 'signInByLink'];

/** Calls that ask for none: GitHub signs its own, links are signed, and the rest is everybody's. */
const open = [
  ...['receiveWebhook', 'downloadByLink', 'getLiveness', 'getReadiness', 'getMetrics'],
  ...['searchPublicEntries', 'getPublicEntry', 'listPublicVersions', 'downloadPublicVersion'],
  ...['getPublicVersion', 'listPublicVersionFiles', 'getPublicVersionFile', 'comparePublicVersions'],
];

let world: PersistenceWorld;
let service: HttpService;
let descriptions: Map<string, EndpointDescription>;
let ours: Scene;
let theirs: Scene;

beforeAll(async () => {
  world = await openWorld();
  const { postgres } = world;
  const { attempts } = postgres;
  service = await startHttpService({
    ...{ ...postgres, newId: randomUUID, now: world.now },
    // Attempts stay pending, so that nobody waits for them.
    waiter: { waitUntilSettled: (id, organizationId) => attempts.find(id, organizationId) },
  });
  const endpoints = endpointsOf({ ...service.deps, metrics: new Registry() });
  descriptions = new Map(endpoints.map(({ description }) => [description.operationId, description]));
  theirs = await sceneOf('theirs');
}, 60_000);

afterAll(async () => {
  await service?.close();
  await world?.close();
});

beforeEach(async ({ task }) => {
  ours = await sceneOf(task.id);
  const { installationId, repositoryId, repositoryOwnerId } = ours.connection;
  const facts = installationFacts({ installationId, accountId: repositoryOwnerId });
  service.world.onGitHub.set(installationId, facts);
  service.world.bytes.set(ours.contentHash, new Uint8Array([1, 2, 3]));
  const repository = { id: repositoryId, ownerId: repositoryOwnerId, owner: 'acme', name: 'skills' };
  service.world.describeRepository = () => ({ ...repository, private: false, archived: false, defaultBranch: 'main' });
});

test('every call stands in the table', () => {
  const byKey = [...descriptions.values()].filter(({ access }) => access === 'key');
  const byAnyone = [...descriptions.values()].filter(({ access }) => access === 'anyone');
  expect(Object.keys(rules).toSorted()).toEqual(byKey.map(({ operationId }) => operationId).toSorted());
  const bySession = [...descriptions.values()].filter(({ access }) => access === 'session');
  expect(visits.toSorted()).toEqual(bySession.map(({ operationId }) => operationId).toSorted());
  expect(open.toSorted()).toEqual(byAnyone.map(({ operationId }) => operationId).toSorted());
});

describe('a call answers', () => {
  test.each(Object.keys(rules))('%s', async (operationId) => {
    const { needs, names, form, elsewhere = expect.stringMatching(/^404 /) } = ruleOf(operationId);
    const expected: Record<string, unknown> = {};
    const answers: Record<string, string> = {};
    const ask = async (who: string, answer: unknown, authorization: string | null, role = needs.role) => {
      expected[who] = answer;
      answers[who] = await call(operationId, authorization === null ? {} : { Authorization: authorization }, role);
    };
    const withKey = async (who: string, answer: unknown, key: Partial<Key>) => {
      const role = key.role ?? 'owner';
      await ask(who, answer, `Bearer ${await keyOf(key.scene ?? ours, { permissions, ...key, role })}`, role);
    };

    await ask('nobody', '401 key_missing', null);
    await ask('another scheme', '401 key_missing', 'Basic b3duZXI6b3duZXI=');
    await ask('a malformed key', '401 key_invalid', 'Bearer st_live_');
    await ask('an unknown key', '401 key_invalid', `Bearer ${newKey()}`);
    await withKey('a revoked key', '401 key_invalid', { revoked: true });
    await withKey('an expired key', '401 key_invalid', { expired: true });
    await withKey('the key of a removed member', '401 key_invalid', { removed: 'member' });
    await withKey('a key that a removed member made', '401 key_invalid', { removed: 'maker' });
    for (const role of roles.slice(0, roles.indexOf(needs.role))) {
      await withKey(`a ${role}`, '403 role_too_low', { role });
      await withKey(`an owner whose key is capped to ${role}`, '403 role_too_low', { cap: role });
    }
    if (needs.permission) {
      const others = permissions.filter((permission) => permission !== needs.permission);
      await withKey('an owner without the permission', '403 permission_missing', { permissions: others });
    }
    await onPlan('free', async () => {
      if (needs.plan) await withKey('an owner on the plan free', '403 plan_required', {});
    });
    if (names && namesObjects(names)) {
      await withKey('an owner of another organization', elsewhere, { scene: theirs });
    }
    expect(answers).toEqual(expected);

    await onPlan(needs.plan ?? 'free', async () => {
      const granted = needs.permission ? [needs.permission] : [];
      const key = await keyOf(ours, { role: needs.role, permissions: granted });
      const answer = await call(operationId, { Authorization: `Bearer ${key}` }, needs.role);
      expect(answer).toMatch(form ? asked : done);
    });
  });
});

/** Answers of a call that was let through: forms miss their parts, and GitHub is away. */
const asked = /^(400|422) (?!organization_missing)/;
const done = /^(200|201|202|204|409|502) /;

describe('in a session, a call answers', () => {
  test.each(Object.keys(rules))('%s', async (operationId) => {
    const { needs, names, form, elsewhere = expect.stringMatching(/^404 /) } = ruleOf(operationId);
    const expected: Record<string, unknown> = {};
    const answers: Record<string, string> = {};
    const ask = async (who: string, answer: unknown, headers: Record<string, string>) => {
      expected[who] = answer;
      answers[who] = await call(operationId, headers, needs.role);
    };
    const owner = await sessionOf(ours, 'owner');

    await ask('nobody', '401 session_expired', signedInBrowser(`waybill_session=${newToken()}`).change);
    await ask('an ended session', '401 session_expired', (await sessionOf(ours, 'owner', { expired: true })).change);
    await ask('a removed member', '403 not_a_member', (await sessionOf(ours, 'owner', { removed: true })).change);
    const strange = signedInBrowser(owner.cookie, theirs.organizationId);
    await ask('a member of another organization', '403 not_a_member', strange.change);
    const both = await sessionOf(ours, 'owner', { alsoIn: theirs });
    await ask('a member of two who names none', '400 organization_missing', both.change);
    await ask('a wrong key beside the session', '401 key_invalid', { ...owner.change, Authorization: 'Bearer x' });
    if (descriptions.get(operationId)?.method !== 'get') {
      for (const [who, headers] of Object.entries(foreignPages)) {
        await ask(who, '403 cross_site_request', { ...owner.read, ...headers });
      }
    }
    for (const role of roles.slice(0, roles.indexOf(needs.role))) {
      await ask(`a ${role}`, '403 role_too_low', (await sessionOf(ours, role)).change);
    }
    await onPlan('free', async () => {
      if (needs.plan) await ask('an owner on the plan free', '403 plan_required', owner.change);
    });
    if (names && namesObjects(names)) {
      await ask('an owner of another organization', elsewhere, (await sessionOf(theirs, 'owner')).change);
      await ask('one who acts in the other', elsewhere, signedInBrowser(both.cookie, theirs.organizationId).change);
    }
    expect(answers).toEqual(expected);

    await onPlan(needs.plan ?? 'free', async () => {
      const { change } = await sessionOf(ours, needs.role, { as: ours.members[needs.role] });
      expect(await call(operationId, change, needs.role)).toMatch(form ? asked : done);
    });
  });
});

/** What browsers send for pages that are not ours, and what comes from no page at all. */
const foreignPages: Record<string, Record<string, string>> = {
  'a page of another site': { 'Sec-Fetch-Site': 'cross-site' },
  'a page of a sister site': { 'Sec-Fetch-Site': 'same-site' },
  'an address that was typed': { 'Sec-Fetch-Site': 'none' },
  'another origin': { Origin: 'https://evil.example' },
  'a sandboxed page': { Origin: 'null' },
  'no origin': {},
};

describe('who is signed in', () => {
  test.each(visits.filter((id) => id !== 'getSession'))('is changed by pages of ours only: %s', async (operationId) => {
    const { read } = await sessionOf(ours, 'owner');
    const description = descriptions.get(operationId);
    for (const headers of Object.values(foreignPages)) {
      const sent = { method: description?.method.toUpperCase() ?? '', headers: { ...read, ...headers } };
      const answer = await fetch(`${service.url}${description?.path}`, sent);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, 'cross_site_request']);
    }
  });
});

/** Whether the call names something of one organization: then it names other things in another one. */
function namesObjects(names: NonNullable<Rule['names']>): boolean {
  return JSON.stringify(names(ours, 'owner')) !== JSON.stringify(names(theirs, 'owner'));
}

function ruleOf(operationId: string): Rule {
  const rule = rules[operationId];
  if (!rule) throw new Error(`${operationId} is not in the table`);
  return rule;
}

/** The status and, of problems, the code. What is named is always `ours`. */
async function call(operationId: string, credential: Record<string, string>, role: Role): Promise<string> {
  const description = descriptions.get(operationId);
  if (!description) throw new Error(`${operationId} is not described`);
  const { names, form } = ruleOf(operationId);
  const { path = {}, query = {}, body: sent } = names?.(ours, role) ?? {};
  const filled = description.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ''));
  const url = `${filled}?${new URLSearchParams(query)}`.replace(/\?$/, '');
  const headers = {
    ...credential,
    ...(sent && { 'Content-Type': 'application/json' }),
  };
  const body = form ? new FormData() : sent && JSON.stringify(sent);
  const given = { method: description.method.toUpperCase(), headers, ...(body && { body }) };
  const leaving = new AbortController();
  const answer = await fetch(`${service.url}${url}`, { ...given, signal: leaving.signal });
  const isProblem = answer.headers.get('Content-Type')?.startsWith('application/problem+json');
  const code = isProblem ? ((await answer.json()) as { code: string }).code : '';
  // A stream of events has no end.
  leaving.abort();
  return `${answer.status} ${code}`;
}

type Key = {
  scene: Scene;
  role: Role;
  cap: Role;
  permissions: readonly string[];
  revoked: boolean;
  expired: boolean;
  removed: 'member' | 'maker';
};

/** A new key of the organization's member of that role; `removed`: whose time in the organization is over. */
async function keyOf(scene: Scene, key: Partial<Key> & Pick<Key, 'role' | 'permissions'>): Promise<string> {
  const text = newKey();
  const ended = new Date(world.now().getTime() - 1);
  const own = scene.members[key.role];
  const gone = key.removed ? await newMember(scene.organizationId, key.role, ended) : own;
  const [memberId, makerId] = key.removed === 'member' ? [gone, own] : [own, gone];
  const hash = createHash('sha256').update(text).digest('hex');
  await world.query(
    `insert into api_keys (id, member_id, created_by, name, key_hash, prefix, role, permissions, revoked_at, expires_at, created_at)
      values ($1, $2, $3, 'key', $4, 'st_test', $5, $6, $7, $8, now())`,
    [
      ...[newId(), memberId, makerId, hash, key.cap ?? null, key.permissions],
      ...[key.revoked ? ended : null, key.expired ? ended : null],
    ],
  );
  return text;
}

function newKey(): string {
  return `st_test_${newToken()}`;
}

function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** `as`: which member he is, if no new one. */
type SessionKind = { expired?: boolean; removed?: boolean; alsoIn?: Scene; as?: string };

/** A browser at which a new user is signed in, who is a member of that role. */
async function sessionOf(scene: Scene, role: Role, kind: SessionKind = {}): Promise<SignedInBrowser> {
  const [userId, token] = [newId(), newToken()];
  const now = world.now();
  await world.query("insert into users (id, name, created_at) values ($1, 'Ada', $2)", [userId, now]);
  for (const { organizationId } of kind.alsoIn ? [scene, kind.alsoIn] : [scene]) {
    const member = kind.as ?? (await newMember(organizationId, role, kind.removed ? now : null));
    await world.query('update members set user_id = $1 where id = $2', [userId, member]);
  }
  const expiresAt = new Date(now.getTime() + (kind.expired ? 0 : 60_000));
  await world.query(
    `insert into user_sessions (id, user_id, token_hash, rotated_at, created_at, last_used_at, expires_at)
      values ($1, $2, $3, $4, $4, $4, $5)`,
    [newId(), userId, createHash('sha256').update(token).digest('hex'), now, expiresAt],
  );
  return signedInBrowser(`waybill_session=${token}`);
}

async function newMember(organizationId: string, role: Role, removedAt: Date | null = null): Promise<string> {
  const id = newId();
  await world.query(
    `insert into members (id, organization_id, name, role, removed_at, created_at) values ($1, $2, $3, $3, $4, now())`,
    [id, organizationId, role, removedAt],
  );
  return id;
}

async function sceneOf(name: string): Promise<Scene> {
  const furniture = await furnished(world, name);
  const members = {} as Record<Role, string>;
  const spareKeys = {} as Record<Role, string>;
  for (const role of roles) {
    members[role] = await newMember(furniture.organizationId, role);
    const scene = { ...furniture, members, spareKeys };
    const hash = createHash('sha256')
      .update(await keyOf(scene, { role, permissions: [] }))
      .digest('hex');
    spareKeys[role] = String((await world.query('select id from api_keys where key_hash = $1', [hash]))[0]?.id);
  }
  return { ...furniture, members, spareKeys };
}

async function onPlan(plan: 'free' | 'pro' | 'enterprise', work: () => Promise<void>): Promise<void> {
  const set = (to: string) =>
    world.query('update organizations set plan = $1 where id = $2', [to, ours.organizationId]);
  await set(plan);
  await work();
  await set('pro');
}
