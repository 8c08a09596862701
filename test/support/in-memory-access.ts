import { type ApiKey, maxActiveKeys } from '../../domain/access/api-key.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { grantKey, judgeRevocation, keyRole, makerFor } from '../../domain/access/key-grant.ts';
import { judgeRoleChange, type Member } from '../../domain/access/member.ts';
import type { ApiKeys } from '../../ports/access/api-keys.ts';
import type { AuditLog, AuditRecord } from '../../ports/access/audit-log.ts';
import type { Members } from '../../ports/access/members.ts';
import type { Organizations } from '../../ports/access/organizations.ts';
import { sampleTime } from './sample-rows.ts';

/** Who may do what. `callers` goes by the hash of the key. */
export type AccessRows = {
  callers: Map<string, Caller>;
  members: Member[];
  apiKeys: ApiKey[];
  audit: (AuditRecord & { organizationId: string })[];
  names: Map<string, string>;
};

export function organizations(rows: AccessRows): Organizations {
  const get: Organizations['get'] = async (id) => {
    const name = rows.names.get(id) ?? 'default';
    return { id, name, plan: 'pro', writeBackMode: 'checks', createdAt: sampleTime };
  };
  return {
    get,
    rename: (name, by) => {
      rows.names.set(by.organizationId, name);
      return get(by.organizationId);
    },
  };
}

export function members(rows: AccessRows): Members {
  const of = (organizationId: string) => rows.members.filter((member) => member.organizationId === organizationId);
  const judged = (member: Member | undefined, to: Member['role'] | null, by: Parameters<Members['remove']>[1]) => {
    const owners = of(by.organizationId).filter(({ role }) => role === 'owner').length;
    return judgeRoleChange({ by: by.role, from: member?.role ?? null, to, owners });
  };
  const find = (id: string, organizationId: string) => of(organizationId).find((member) => member.id === id);
  return {
    list: async ({ organizationId, limit }) => ({ members: of(organizationId).slice(0, limit), nextCursor: null }),
    create: async (wanted, by) => {
      const verdict = judged(undefined, wanted.role, by);
      if (verdict.kind !== 'allowed') return verdict;
      const member: Member = {
        ...wanted,
        organizationId: by.organizationId,
        user: null,
        signInLinkExpiresAt: null,
        createdAt: sampleTime,
      };
      rows.members.unshift(member);
      return { kind: 'created', member };
    },
    change: async (id, { name, role }, by) => {
      const member = find(id, by.organizationId);
      if (!member) return { kind: 'unknown' };
      const verdict = judged(member, role ?? member.role, by);
      if (verdict.kind !== 'allowed') return verdict;
      Object.assign(member, { name: name ?? member.name, role: role ?? member.role });
      return { kind: 'changed', member };
    },
    remove: async (id, by) => {
      const member = find(id, by.organizationId);
      if (!member) return { kind: 'unknown' };
      const verdict = judged(member, null, by);
      if (verdict.kind !== 'allowed') return verdict;
      rows.members = rows.members.filter((one) => one !== member);
      const keys = [...rows.callers].filter(([, caller]) => caller.memberId === id);
      for (const [hash] of keys) rows.callers.delete(hash);
      return { kind: 'removed', keysRevoked: keys.length };
    },
  };
}

export function apiKeys(rows: AccessRows): ApiKeys {
  const memberOf = (id: string, organizationId: string) =>
    rows.members.find((member) => member.id === id && member.organizationId === organizationId);
  const of = (organizationId: string) => rows.apiKeys.filter((key) => memberOf(key.memberId, organizationId));
  return {
    list: async ({ organizationId, memberId, limit }) => {
      const keys = of(organizationId).filter((key) => memberId === undefined || key.memberId === memberId);
      return { keys: keys.slice(0, limit), nextCursor: null };
    },
    create: async ({ keyHash, ...wanted }, by) => {
      const member = memberOf(wanted.memberId, by.organizationId);
      if (!member) return { kind: 'unknown-member' };
      const cap = rows.apiKeys.find(({ id }) => id === by.keyId)?.role ?? null;
      const own = member.id === by.memberId;
      const grant = grantKey({ ...by, cap }, { ...wanted, own, memberRole: member.role, cap: wanted.role });
      if (grant.kind !== 'granted') return grant;
      const active = rows.apiKeys.filter(({ memberId, revokedAt }) => memberId === member.id && revokedAt === null);
      if (active.length >= maxActiveKeys) return { kind: 'too-many' };
      const times = { createdAt: sampleTime, lastUsedAt: null, revokedAt: null };
      const key: ApiKey = {
        ...wanted,
        ...times,
        role: grant.cap,
        memberName: member.name,
        createdBy: makerFor(by, member.id),
      };
      rows.apiKeys.unshift(key);
      const role = keyRole({ member: member.role, maker: by.role, cap: grant.cap });
      const { permissions } = wanted;
      rows.callers.set(keyHash, { ...by, plan: 'pro', keyId: key.id, memberId: member.id, role, permissions });
      return { kind: 'created', key };
    },
    revoke: async (id, by, only) => {
      const key = of(by.organizationId).find((one) => one.id === id);
      if (!key || (only !== undefined && key.memberId !== only)) return { kind: 'unknown-key' };
      const [member, maker] = [key.memberId, key.createdBy].map((one) => memberOf(one, by.organizationId)?.role);
      const bounds = { member: member ?? 'viewer', maker: maker ?? 'viewer', cap: key.role };
      const verdict = judgeRevocation(by.role, bounds);
      if (id !== by.keyId && verdict.kind === 'forbidden') return verdict;
      key.revokedAt ??= sampleTime;
      for (const [hash, { keyId }] of rows.callers) if (keyId === id) rows.callers.delete(hash);
      return { kind: 'revoked', key };
    },
  };
}

export function auditLog(rows: AccessRows): AuditLog {
  return {
    list: async ({ organizationId, action, limit }) => {
      const own = rows.audit.filter((record) => record.organizationId === organizationId);
      const records = own.filter((record) => action === undefined || record.action === action);
      return { records: records.slice(0, limit).map(({ organizationId: _, ...record }) => record), nextCursor: null };
    },
  };
}
