import { z } from 'zod';
import { roles } from '../../../domain/access/caller.ts';
import type { MemberId } from '../../../domain/shared/ids.ts';
import { createMember, listMembers, removeMember, updateMember } from '../../../workflows/access/members.use-case.ts';
import { count, nextCursor } from '../answer-fields.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { pageCursor, pageLimit, pathId, plainText } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { memberJson, memberSchema } from './access-json.ts';

const path = '/api/v1/organization/members';
const params = { id: pathId<MemberId>('member') };
const name = plainText(1, 100);
const role = z.enum(roles).meta({ description: 'At most the role of the request.' });

/** Who is in the organization. Nobody gives or takes a role above his own; the last owner stays. */
export function membersEndpoints(deps: HttpDeps): Endpoint[] {
  return [list(deps), create(deps), update(deps), remove(deps)];
}

const list = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path,
    operationId: 'listMembers',
    tag: 'Organization',
    summary: 'List members',
    access: 'key',
    query: z.strictObject({ limit: pageLimit, cursor: pageCursor }),
    answers: {
      200: {
        description: 'A page, newest first.',
        body: z.strictObject({ members: z.array(memberSchema), next_cursor: nextCursor }),
      },
    },
  }).handle(async ({ caller, query }) => {
    const page = unlessRefused(await listMembers(deps, { caller, ...query }));
    return { status: 200, body: { members: page.members.map(memberJson), next_cursor: page.nextCursor } };
  });

const create = (deps: HttpDeps) =>
  endpoint({
    method: 'post',
    path,
    operationId: 'createMember',
    tag: 'Organization',
    summary: 'Add a member',
    description:
      'He is let in by a sign-in link (`POST /api/v1/organization/members/{id}/sign-in-links`), or by a key that is made ' +
      'for him (`POST /api/v1/organization/keys` with his `member_id`).',
    access: 'key',
    body: z.strictObject({ name, role: role.default('member') }),
    idempotent: true,
    answers: { 201: { description: 'The member.', body: memberSchema } },
    refusals: { 403: ['role_above_own'] },
  }).handle(async ({ caller, body }) => {
    const { member } = unlessRefused(await createMember(deps, { caller, ...body }));
    return { status: 201, body: memberJson(member) };
  });

const update = (deps: HttpDeps) =>
  endpoint({
    method: 'patch',
    path: `${path}/{id}`,
    operationId: 'updateMember',
    tag: 'Organization',
    summary: "Change a member's name or role",
    description: 'His keys and sessions follow his role at once.',
    access: 'key',
    params,
    body: z.strictObject({ name: name.optional(), role: role.optional() }),
    answers: { 200: { description: 'The member as he is now.', body: memberSchema } },
    refusals: { 403: ['role_above_own'], 404: ['member_not_found'], 409: ['last_owner'] },
  }).handle(async ({ caller, params: { id: memberId }, body }) => {
    const { member } = unlessRefused(await updateMember(deps, { caller, memberId, ...body }));
    return { status: 200, body: memberJson(member) };
  });

const remove = (deps: HttpDeps) =>
  endpoint({
    method: 'delete',
    path: `${path}/{id}`,
    operationId: 'removeMember',
    tag: 'Organization',
    summary: 'Remove a member',
    description:
      'His keys, and those that he made for others, are revoked at once; his sessions reach the organization no more, nor ' +
      'do those of links that he made. History keeps his name, and what he published stays.',
    access: 'key',
    params,
    answers: {
      200: {
        description: 'He is no longer a member.',
        body: z.strictObject({ removed: z.literal(true), keys_revoked: count() }),
      },
    },
    refusals: { 403: ['role_above_own'], 404: ['member_not_found'], 409: ['last_owner'] },
  }).handle(async ({ caller, params: { id: memberId } }) => {
    const { keysRevoked } = unlessRefused(await removeMember(deps, { caller, memberId }));
    return { status: 200, body: { removed: true, keys_revoked: keysRevoked } };
  });
