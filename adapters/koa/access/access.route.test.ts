import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '../../../domain/access/caller.ts';
import type { Member } from '../../../domain/access/member.ts';
import type { ApiKeyId } from '../../../domain/shared/ids.ts';
import { type HttpService, startHttpService } from '../../../test/support/http-service.ts';
import { sampleId, sampleTime } from '../../../test/support/sample-rows.ts';

const path = '/api/v1/organization';
const createdAt = sampleTime.toISOString();
const everything = ['organization:manage', 'registry:push'] as const;

let service: HttpService;
let ownerKey: string;
let memberKey: string;

beforeEach(async () => {
  service = await startHttpService();
  ownerKey = addMember(7, 'ada', { role: 'owner', permissions: everything });
  memberKey = addMember(8, 'bea', { role: 'member', permissions: ['registry:push'] });
});

afterEach(() => service.close());

/** A member of organization 1, unless told otherwise, and a key of his; both have that number. */
function addMember(number: number, name: string, caller: Partial<Caller>): string {
  const [memberId, keyId] = [sampleId<Caller['memberId']>(number), sampleId<ApiKeyId>(100 + number)];
  const { role = 'admin', organizationId = sampleId<Caller['organizationId']>(1) } = caller;
  const member: Member = {
    id: memberId,
    organizationId,
    name,
    role,
    user: null,
    signInLinkExpiresAt: null,
    createdAt: sampleTime,
  };
  service.world.members.unshift(member);
  service.world.apiKeys.unshift({
    ...{ id: keyId, memberId, memberName: name, createdBy: memberId, name: 'first', prefix: 'st_test_abcd' },
    ...{ permissions: caller.permissions ?? [], role: null, createdAt: sampleTime },
    ...{ expiresAt: null, lastUsedAt: null, revokedAt: null },
  });
  return service.addKey(name, { ...caller, memberId, keyId });
}

const codeOf = (answer: { status: number; json(): { code?: string } }) => [answer.status, answer.json().code];

describe('the organization', () => {
  test('is shown to its members, and renamed by who manages it', async () => {
    const shown = { id: sampleId(1), name: 'default', plan: 'pro', write_back_mode: 'checks', created_at: createdAt };
    expect((await service.send('GET', path, { key: memberKey })).json()).toEqual(shown);
    const renamed = await service.sendJson('PATCH', path, { name: 'Acme' }, ownerKey);
    expect([renamed.status, renamed.json()]).toEqual([200, { ...shown, name: 'Acme' }]);
    expect(codeOf(await service.sendJson('PATCH', path, { name: 'Mine' }, memberKey))).toEqual([403, 'role_too_low']);
    expect((await service.send('GET', path)).json()).toMatchObject({ name: 'Acme' });
  });

  test.each([
    { plan: 'enterprise' },
    { name: 'Acme', plan: 'enterprise' },
    { name: '' },
    { name: 'a\u0000' },
    { write_back_mode: 'off' },
    {},
  ])('does not take %j', async (body) => {
    expect(codeOf(await service.sendJson('PATCH', path, body, ownerKey))).toEqual([422, 'invalid_request']);
  });

  test('an admin whose key lacks organization:manage manages nothing', async () => {
    const key = service.addKey('plain-admin', { role: 'admin', permissions: ['registry:push'] });
    const denied = [403, 'permission_missing'];
    expect(codeOf(await service.sendJson('PATCH', path, { name: 'Acme' }, key))).toEqual(denied);
    for (const list of ['members', 'audit-log', `keys?member_id=${sampleId(7)}`]) {
      expect(codeOf(await service.send('GET', `${path}/${list}`, { key }))).toEqual(denied);
    }
  });
});

describe('members', () => {
  const members = `${path}/members`;

  test('are added, listed, changed and removed', async () => {
    const added = await service.sendJson('POST', members, { name: 'cem' }, ownerKey);
    const signIn = { user: null, sign_in_link_expires_at: null };
    const cem = { id: added.json().id, name: 'cem', role: 'member', ...signIn, created_at: createdAt };
    expect([added.status, added.json()]).toEqual([201, cem]);
    const changed = await service.sendJson('PATCH', `${members}/${cem.id}`, { role: 'admin' }, ownerKey);
    expect([changed.status, changed.json()]).toEqual([200, { ...cem, role: 'admin' }]);
    const listed = await service.send('GET', members, { key: ownerKey });
    expect(listed.json()).toMatchObject({
      members: [{ name: 'cem' }, { name: 'bea' }, { name: 'ada' }],
      next_cursor: null,
    });
    const removed = await service.send('DELETE', `${members}/${sampleId(8)}`, { key: ownerKey });
    expect([removed.status, removed.json()]).toEqual([200, { removed: true, keys_revoked: 1 }]);
    expect(codeOf(await service.send('GET', path, { key: memberKey }))).toEqual([401, 'key_invalid']);
    expect(codeOf(await service.send('DELETE', `${members}/${sampleId(8)}`, { key: ownerKey }))).toEqual([
      ...[404, 'member_not_found'],
    ]);
  });

  test('the last owner can be neither demoted nor removed', async () => {
    const ada = `${members}/${sampleId(7)}`;
    expect(codeOf(await service.sendJson('PATCH', ada, { role: 'admin' }, ownerKey))).toEqual([409, 'last_owner']);
    expect(codeOf(await service.send('DELETE', ada, { key: ownerKey }))).toEqual([409, 'last_owner']);
  });

  test('an admin gives and takes no role above his own', async () => {
    const key = addMember(9, 'dan', { role: 'admin', permissions: everything });
    const refused = [403, 'role_above_own'];
    expect(codeOf(await service.sendJson('POST', members, { name: 'x', role: 'owner' }, key))).toEqual(refused);
    expect(codeOf(await service.sendJson('PATCH', `${members}/${sampleId(9)}`, { role: 'owner' }, key))).toEqual(
      refused,
    );
    expect(codeOf(await service.send('DELETE', `${members}/${sampleId(7)}`, { key }))).toEqual(refused);
  });

  test("another organization's member is not found", async () => {
    addMember(20, 'eva', { organizationId: sampleId(2), role: 'viewer' });
    const eva = `${members}/${sampleId(20)}`;
    expect(codeOf(await service.sendJson('PATCH', eva, { name: 'x' }, ownerKey))).toEqual([404, 'member_not_found']);
    expect(codeOf(await service.send('DELETE', eva, { key: ownerKey }))).toEqual([404, 'member_not_found']);
    expect(
      codeOf(await service.sendJson('POST', `${path}/keys`, { name: 'x', member_id: sampleId(20) }, ownerKey)),
    ).toEqual([404, 'member_not_found']);
  });

  test.each([{ role: 'god', name: 'x' }, { role: 'member' }, { name: 'x'.repeat(101) }, { name: 'x', plan: 'pro' }])(
    '%j cannot be added',
    async (body) => {
      expect(codeOf(await service.sendJson('POST', members, body, ownerKey))).toEqual([422, 'invalid_request']);
    },
  );
});

describe('keys', () => {
  const keys = `${path}/keys`;

  test('a new key is shown once, works at once, and has what was asked for', async () => {
    const wanted = { name: 'ci', permissions: ['registry:push'], role: 'member', expires_at: '2999-01-01T00:00:00Z' };
    const made = await service.sendJson('POST', keys, wanted, ownerKey);
    expect(made.status).toBe(201);
    const { key, ...shown } = made.json();
    expect(key).toMatch(/^st_live_[\w-]{43}$/);
    expect(shown).toEqual({
      ...{ id: shown.id, name: 'ci', prefix: key.slice(0, 12), member: { id: sampleId(7), name: 'ada' } },
      ...{ created_by: sampleId(7), permissions: ['registry:push'], role: 'member' },
      ...{ expires_at: '2999-01-01T00:00:00.000Z', last_used_at: null, created_at: createdAt, revoked_at: null },
    });
    expect((await service.send('GET', path, { key })).status).toBe(200);
    expect(codeOf(await service.sendJson('PATCH', path, { name: 'x' }, key))).toEqual([403, 'role_too_low']);
    const listed = await service.send('GET', keys, { key: ownerKey });
    expect(listed.json().keys[0]).toEqual(shown);
    expect(listed.text).not.toContain(key);
    expect(JSON.stringify(service.logLines)).not.toContain(key);
  });

  test('a member sees, makes and revokes only his own', async () => {
    const own = (await service.sendJson('POST', keys, { name: 'mine' }, memberKey)).json();
    const listed = await service.send('GET', keys, { key: memberKey });
    expect(listed.json().keys.map(({ member }: { member: { name: string } }) => member.name)).toEqual(['bea', 'bea']);
    const forAda = { name: 'x', member_id: sampleId(7) };
    expect(codeOf(await service.sendJson('POST', keys, forAda, memberKey))).toEqual([403, 'role_too_low']);
    const ofAda = `${keys}/${sampleId(107)}`;
    expect(codeOf(await service.send('DELETE', ofAda, { key: memberKey }))).toEqual([404, 'key_not_found']);
    expect((await service.send('GET', path, { key: ownerKey })).status).toBe(200);
    const revoked = await service.send('DELETE', `${keys}/${own.id}`, { key: memberKey });
    expect([revoked.status, revoked.json().current, revoked.json().key.revoked_at]).toEqual([200, false, createdAt]);
    expect(codeOf(await service.send('GET', path, { key: own.key }))).toEqual([401, 'key_invalid']);
  });

  test('who manages the organization makes keys for others and revokes theirs', async () => {
    const made = await service.sendJson('POST', keys, { name: 'ci', member_id: sampleId(8) }, ownerKey);
    expect(made.json()).toMatchObject({ member: { name: 'bea' }, created_by: sampleId(7), permissions: [] });
    const listed = await service.send('GET', `${keys}?member_id=${sampleId(8)}`, { key: ownerKey });
    expect(listed.json().keys).toHaveLength(2);
    expect((await service.send('DELETE', `${keys}/${sampleId(108)}`, { key: ownerKey })).status).toBe(200);
    expect((await service.send('GET', path, { key: memberKey })).status).toBe(401);
  });

  test('a key gives no permission that it lacks, and no role above its own', async () => {
    const more = { name: 'x', permissions: ['organization:manage'] };
    expect(codeOf(await service.sendJson('POST', keys, more, memberKey))).toEqual([403, 'permission_not_held']);
    const higher = { name: 'x', role: 'admin' };
    expect(codeOf(await service.sendJson('POST', keys, higher, memberKey))).toEqual([403, 'role_above_own']);
    const admin = addMember(9, 'dan', { role: 'admin', permissions: everything });
    const forOwner = { name: 'x', member_id: sampleId(7), role: 'viewer' };
    expect(codeOf(await service.sendJson('POST', keys, forOwner, admin))).toEqual([403, 'role_above_own']);
  });

  test('a member has at most 100 active keys', async () => {
    const [first] = service.world.apiKeys.filter(({ memberId }) => memberId === sampleId(8));
    if (first === undefined) throw new Error('no key');
    for (let number = 1; number < 100; number += 1)
      service.world.apiKeys.push({ ...first, id: sampleId(1000 + number) });
    const refused = await service.sendJson('POST', keys, { name: 'one more' }, memberKey);
    expect(codeOf(refused)).toEqual([409, 'too_many_keys']);
    expect(refused.json().detail).toContain('revoke one');
    await service.send('DELETE', `${keys}/${sampleId(1001)}`, { key: memberKey });
    expect((await service.sendJson('POST', keys, { name: 'one more' }, memberKey)).status).toBe(201);
  });

  test('the key in use may be revoked, and the answer says so', async () => {
    const revoked = await service.send('DELETE', `${keys}/${sampleId(107)}`, { key: ownerKey });
    expect(revoked.json()).toMatchObject({ current: true, key: { id: sampleId(107), revoked_at: createdAt } });
    expect(revoked.json().message).toContain('this request came with');
    expect((await service.send('GET', path, { key: ownerKey })).status).toBe(401);
  });

  test('a viewer has nothing to do with keys', async () => {
    const key = addMember(10, 'eli', { role: 'viewer', permissions: [] });
    for (const answer of [
      await service.send('GET', keys, { key }),
      await service.sendJson('POST', keys, { name: 'x' }, key),
      await service.send('DELETE', `${keys}/${sampleId(110)}`, { key }),
    ]) {
      expect(codeOf(answer)).toEqual([403, 'role_too_low']);
    }
  });

  test.each([
    { name: 'x', expires_at: '2020-01-01T00:00:00Z' },
    { name: 'x', expires_at: 'tomorrow' },
    { name: 'x', permissions: ['everything'] },
    { name: 'x', role: 'god' },
    { name: 'x', member_id: 'bea' },
    { name: '' },
    {},
  ])('%j makes none', async (body) => {
    expect(codeOf(await service.sendJson('POST', keys, body, ownerKey))).toEqual([422, 'invalid_request']);
  });
});

describe('the audit log', () => {
  const log = `${path}/audit-log`;

  test('shows who changed what, when and from where, to who manages the organization', async () => {
    const made = { action: 'member.created', details: { name: 'cem' }, address: '192.0.2.7' } as const;
    service.world.audit = [
      {
        ...{ ...made, id: sampleId(500), organizationId: sampleId(1), requestId: 'r', createdAt: sampleTime },
        target: { type: 'member', id: sampleId(8) },
        member: { id: sampleId(7), name: 'ada' },
        via: 'key',
        key: { id: sampleId(107), name: 'first', prefix: 'st_test_abcd' },
      },
    ];
    const shown = await service.send('GET', log, { key: ownerKey });
    const expected = {
      ...{ ...made, id: sampleId(500), request_id: 'r', created_at: createdAt },
      target: { type: 'member', id: sampleId(8) },
      member: { id: sampleId(7), name: 'ada' },
      via: 'key',
      key: { id: sampleId(107), name: 'first', prefix: 'st_test_abcd' },
    };
    expect(shown.json()).toEqual({ records: [expected], next_cursor: null });
    expect((await service.send('GET', `${log}?action=api_key.created`, { key: ownerKey })).json().records).toEqual([]);
    expect(codeOf(await service.send('GET', log, { key: memberKey }))).toEqual([403, 'role_too_low']);
  });

  test.each(['action=things.done', 'since=now', 'target_type=god', 'member_id=1', 'limit=0', 'limit=101', 'x=1'])(
    'does not take %s',
    async (query) => {
      const answer = await service.send('GET', `${log}?${query}`, { key: ownerKey });
      expect(codeOf(answer)).toEqual([422, 'invalid_request']);
    },
  );
});
