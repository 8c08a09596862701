import { describe, expect, test } from 'vitest';
import type { Caller } from '../../domain/access/caller.ts';
import { sampleCaller, sampleId } from '../../test/support/sample-rows.ts';
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys.use-case.ts';
import { createSignInLink } from './create-sign-in-link.use-case.ts';
import { listAuditLog } from './list-audit-log.use-case.ts';
import { createMember, listMembers, removeMember, updateMember } from './members.use-case.ts';
import { renameOrganization, showOrganization } from './organization.use-case.ts';
import { withdrawSignInLinks } from './withdraw-sign-in-links.use-case.ts';

/** Ports that must not be touched before the caller was allowed in. */
const closed = new Proxy({} as never, {
  get: (_target, name) => {
    throw new Error(`${String(name)} was asked before the caller was authorized`);
  },
});

type Call = (caller: Caller) => Promise<{ kind: string; code?: string }>;

const other = sampleId<Caller['memberId']>(99);
const key = { name: 'ci', permissions: [], role: null, expiresAt: null };

const managing: Record<string, Call> = {
  renameOrganization: (caller) => renameOrganization(closed, { caller, name: 'x' }),
  listMembers: (caller) => listMembers(closed, { caller, limit: 1 }),
  createMember: (caller) => createMember(closed, { caller, name: 'x', role: 'viewer' }),
  updateMember: (caller) => updateMember(closed, { caller, memberId: other, name: 'x' }),
  removeMember: (caller) => removeMember(closed, { caller, memberId: other }),
  createSignInLink: (caller) => createSignInLink(closed, { caller, memberId: other }),
  withdrawSignInLinks: (caller) => withdrawSignInLinks(closed, { caller, memberId: other }),
  listAuditLog: (caller) => listAuditLog(closed, { caller, limit: 1 }),
  "listApiKeys, another's": (caller) => listApiKeys(closed, { caller, memberId: other, limit: 1 }),
  "createApiKey, another's": (caller) => createApiKey(closed, { ...key, caller, memberId: other }),
};

const ownKeys: Record<string, Call> = {
  listApiKeys: (caller) => listApiKeys(closed, { caller, limit: 1 }),
  createApiKey: (caller) => createApiKey(closed, { ...key, caller }),
  revokeApiKey: (caller) => revokeApiKey(closed, { caller, keyId: sampleId(100) }),
};

const permissions = ['organization:manage'] as const;

describe('nothing is asked or changed for a caller who may not', () => {
  test.each(Object.entries(managing))('%s needs an admin', async (_name, call) => {
    for (const role of ['viewer', 'member'] as const) {
      expect(await call(sampleCaller({ role, permissions }))).toMatchObject({ kind: 'denied', code: 'role_too_low' });
    }
  });

  test.each(Object.entries(managing))('%s needs organization:manage', async (_name, call) => {
    const denied = await call(sampleCaller({ role: 'owner', permissions: ['registry:push'] }));
    expect(denied).toMatchObject({ kind: 'denied', code: 'permission_missing' });
  });

  test.each(Object.entries(ownKeys))('%s needs a member', async (_name, call) => {
    const denied = await call(sampleCaller({ role: 'viewer', permissions }));
    expect(denied).toMatchObject({ kind: 'denied', code: 'role_too_low' });
  });
});

describe('whoever may is let in, on the plan free too', () => {
  const plan = 'free';

  test.each(Object.entries(managing))('%s: an admin', async (_name, call) => {
    await expect(call(sampleCaller({ role: 'admin', permissions, plan }))).rejects.toThrow('was asked before');
  });

  test.each(Object.entries(ownKeys))('%s: a member', async (_name, call) => {
    await expect(call(sampleCaller({ role: 'member', permissions: [], plan }))).rejects.toThrow('was asked before');
  });

  test('showOrganization: a viewer', async () => {
    const viewer = sampleCaller({ role: 'viewer', permissions: [], plan });
    await expect(showOrganization(closed, { caller: viewer })).rejects.toThrow('was asked before');
  });
});
