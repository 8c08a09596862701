import { z } from 'zod';
import { credentials } from '../../../domain/access/actor.ts';
import type { ApiKey } from '../../../domain/access/api-key.ts';
import { auditActions, auditTargetTypes } from '../../../domain/access/audit.ts';
import { permissions, plans, roles } from '../../../domain/access/caller.ts';
import type { Member } from '../../../domain/access/member.ts';
import type { AuditRecord } from '../../../ports/access/audit-log.ts';
import type { Organization } from '../../../ports/access/organizations.ts';
import { timestamp, uuid } from '../answer-fields.ts';

export const writeBackMode = z.enum(['off', 'checks', 'checks_and_prs']);

/** `plan` is the operator's to set, `write_back_mode` is set by `PATCH /api/v1/github/settings`. */
export const organizationSchema = z
  .strictObject({
    id: uuid,
    name: z.string(),
    plan: z.enum(plans),
    write_back_mode: writeBackMode,
    created_at: timestamp,
  })
  .meta({ id: 'Organization' });

export function organizationJson(organization: Organization): z.input<typeof organizationSchema> {
  const { id, name, plan, writeBackMode, createdAt } = organization;
  return { id, name, plan, write_back_mode: writeBackMode, created_at: createdAt.toISOString() };
}

export const memberSchema = z
  .strictObject({
    ...{ id: uuid, name: z.string(), role: z.enum(roles) },
    user: z.strictObject({ login: z.string().nullable(), avatar_url: z.string().nullable() }).nullable().meta({
      description: 'Who signs in as him; `login` at GitHub, null for who came by a link. Null: nobody so far.',
    }),
    sign_in_link_expires_at: timestamp.nullable().meta({
      description:
        'Until when a sign-in link of his may still be opened, the last one if there are several. Null: none may.',
    }),
    created_at: timestamp,
  })
  .meta({ id: 'Member' });

export function memberJson(member: Member): z.input<typeof memberSchema> {
  const { id, name, role, user, signInLinkExpiresAt, createdAt } = member;
  const signsIn = user && { login: user.login, avatar_url: user.avatarUrl };
  const expiresAt = signInLinkExpiresAt?.toISOString() ?? null;
  return { id, name, role, user: signsIn, sign_in_link_expires_at: expiresAt, created_at: createdAt.toISOString() };
}

const keyFields = {
  id: uuid,
  name: z.string(),
  prefix: z.string().meta({ description: 'The beginning of the key, to tell keys apart.' }),
  member: z.strictObject({ id: uuid, name: z.string() }).meta({ description: 'Whose key it is.' }),
  created_by: uuid.meta({ description: 'The member who made it.' }),
  permissions: z.array(z.enum(permissions)),
  role: z
    .enum(roles)
    .nullable()
    .meta({ description: 'The highest role that the key has, whatever its member may do. Null: his present role.' }),
  expires_at: timestamp.nullable(),
  last_used_at: timestamp.nullable().meta({ description: 'To the minute.' }),
  created_at: timestamp,
  revoked_at: timestamp.nullable(),
};

export const keySchema = z.strictObject(keyFields).meta({ id: 'ApiKey' });

export const newKeySchema = z
  .strictObject({ ...keyFields, key: z.string().meta({ description: 'The key itself. It is shown this once.' }) })
  .meta({ id: 'NewApiKey' });

export function keyJson(key: ApiKey): z.input<typeof keySchema> {
  return {
    ...{ id: key.id, name: key.name, prefix: key.prefix },
    member: { id: key.memberId, name: key.memberName },
    created_by: key.createdBy,
    permissions: [...key.permissions],
    role: key.role,
    expires_at: key.expiresAt?.toISOString() ?? null,
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
    created_at: key.createdAt.toISOString(),
    revoked_at: key.revokedAt?.toISOString() ?? null,
  };
}

export const auditRecordSchema = z
  .strictObject({
    id: uuid,
    action: z.enum(auditActions),
    target: z.strictObject({ type: z.enum(auditTargetTypes), id: z.string() }),
    details: z.record(z.string(), z.unknown()).meta({ description: 'What changed, with the new values.' }),
    member: z.strictObject({ id: uuid, name: z.string() }).meta({ description: 'Who did it; he may be gone since.' }),
    via: z.enum(credentials).meta({
      description: 'By what he came in; `operator`: whoever runs the service did it for him, on the command line.',
    }),
    key: z
      .strictObject({ id: uuid, name: z.string(), prefix: z.string() })
      .nullable()
      .meta({ description: 'Null, unless it was done with a key.' }),
    address: z.string().nullable().meta({ description: 'The IP address that the request came from.' }),
    request_id: z.string().nullable().meta({ description: 'The `X-Request-Id` of the request.' }),
    created_at: timestamp,
  })
  .meta({ id: 'AuditRecord' });

export function auditRecordJson(record: AuditRecord): z.input<typeof auditRecordSchema> {
  const { id, action, target, details, member, via, key, address, requestId, createdAt } = record;
  const made = { request_id: requestId, created_at: createdAt.toISOString() };
  return { id, action, target, details, member, via, key, address, ...made };
}
