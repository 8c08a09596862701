import { z } from 'zod';
import { maxActiveKeys } from '../../../domain/access/api-key.ts';
import { permissions, roles } from '../../../domain/access/caller.ts';
import type { ApiKeyId, MemberId } from '../../../domain/shared/ids.ts';
import { createApiKey, listApiKeys, revokeApiKey } from '../../../workflows/access/api-keys.use-case.ts';
import { nextCursor } from '../answer-fields.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { pageCursor, pageLimit, pathId, plainText, rowId } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { keyJson, keySchema, newKeySchema } from './access-json.ts';

const path = '/api/v1/organization/keys';

const listQuery = z.strictObject({
  member_id: rowId<MemberId>().optional().meta({ description: 'Only keys of this member.' }),
  limit: pageLimit,
  cursor: pageCursor,
});

const createBody = z.strictObject({
  name: plainText(1, 100),
  member_id: rowId<MemberId>().optional().meta({ description: 'Whom it is for; left out: who makes it.' }),
  permissions: z
    .array(z.enum(permissions))
    .max(permissions.length)
    .default([])
    .transform((wanted) => [...new Set(wanted)])
    .meta({ description: 'Of those that this request has: its key, or in a session those of the role.' }),
  role: z.enum(roles).nullable().default(null).meta({
    description: 'The highest role that it shall have, at most that of this request. Null: that of its member.',
  }),
  expires_at: z.iso
    .datetime({ offset: true })
    .pipe(z.coerce.date())
    .nullable()
    .default(null)
    .meta({ description: 'Null: it does not expire.' }),
});

/** The keys that open this API. */
export function apiKeysEndpoints(deps: HttpDeps): Endpoint[] {
  return [list(deps), create(deps), revoke(deps)];
}

const list = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path,
    operationId: 'listApiKeys',
    tag: 'Organization',
    summary: 'List API keys',
    description: "Who manages the organization sees everybody's keys, other members see their own.",
    access: 'key',
    query: listQuery,
    answers: {
      200: {
        description: 'A page, newest first; revoked and expired ones too.',
        body: z.strictObject({ keys: z.array(keySchema), next_cursor: nextCursor }),
      },
    },
  }).handle(async ({ caller, query: { member_id: memberId, ...page } }) => {
    const { keys, nextCursor: cursor } = unlessRefused(await listApiKeys(deps, { caller, memberId, ...page }));
    return { status: 200, body: { keys: keys.map(keyJson), next_cursor: cursor } };
  });

const create = (deps: HttpDeps) =>
  endpoint({
    method: 'post',
    path,
    operationId: 'createApiKey',
    tag: 'Organization',
    summary: 'Make an API key',
    description:
      'Members make keys for themselves; who manages the organization also for members of at most his own role. ' +
      'A key never has more than the key or the session that made it, nor a role above the present ones of its member and its maker. ' +
      `A member has at most ${maxActiveKeys} keys that are neither revoked nor expired.`,
    access: 'key',
    body: createBody,
    idempotent: true,
    showsSecret: true,
    answers: { 201: { description: 'The key, which is shown this once.', body: newKeySchema } },
    refusals: { 403: ['permission_not_held', 'role_above_own'], 404: ['member_not_found'], 409: ['too_many_keys'] },
  }).handle(async ({ caller, body: { member_id: memberId, expires_at: expiresAt, ...wanted } }) => {
    const created = unlessRefused(await createApiKey(deps, { caller, memberId, expiresAt, ...wanted }));
    return { status: 201, body: { ...keyJson(created.key), key: created.secret } };
  });

const revokedSchema = z.strictObject({
  key: keySchema,
  current: z.boolean().meta({ description: 'Whether it was the key of this very request.' }),
  message: z.string(),
});

const revoke = (deps: HttpDeps) =>
  endpoint({
    method: 'delete',
    path: `${path}/{id}`,
    operationId: 'revokeApiKey',
    tag: 'Organization',
    summary: 'Revoke an API key',
    description:
      'It opens nothing from then on. A key may revoke itself, and none whose role is above its own; a revoked one stays ' +
      'as it is.',
    access: 'key',
    params: { id: pathId<ApiKeyId>('key') },
    answers: { 200: { description: 'It is revoked.', body: revokedSchema } },
    refusals: { 403: ['role_above_own'], 404: ['key_not_found'] },
  }).handle(async ({ caller, params: { id: keyId } }) => {
    const { key, current } = unlessRefused(await revokeApiKey(deps, { caller, keyId }));
    const message = current
      ? 'The key that this request came with is revoked: use another one from now on.'
      : `The key ${key.prefix}... is revoked.`;
    return { status: 200, body: { key: keyJson(key), current, message } };
  });
