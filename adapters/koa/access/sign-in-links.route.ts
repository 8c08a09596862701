import { z } from 'zod';
import type { MemberId } from '../../../domain/shared/ids.ts';
import { createSignInLink, signInLinkUrl } from '../../../workflows/access/create-sign-in-link.use-case.ts';
import { withdrawSignInLinks } from '../../../workflows/access/withdraw-sign-in-links.use-case.ts';
import { timestamp } from '../answer-fields.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { pathId } from '../input.ts';
import { unlessRefused } from '../problem.ts';

const path = '/api/v1/organization/members/{id}/sign-in-links';
const params = { id: pathId<MemberId>('member') };

/** How members are let in who have no key. */
export function signInLinksEndpoints(deps: HttpDeps): Endpoint[] {
  return [create(deps), withdraw(deps)];
}

const create = (deps: HttpDeps) =>
  endpoint({
    method: 'post',
    path,
    operationId: 'createSignInLink',
    tag: 'Organization',
    summary: 'Make a sign-in link for a member',
    description:
      'Whoever opens it first is signed in as that member, within 7 days. The session reaches this organization alone, until ' +
      'the member connects his GitHub account; it has at most the present role of who made the link, and ends with his ' +
      'membership. Nobody makes links for members above his own role.',
    access: 'key',
    params,
    idempotent: true,
    showsSecret: true,
    answers: {
      201: {
        description: 'The link, which is shown this once.',
        body: z.strictObject({
          url: z.string().meta({ format: 'uri', description: 'Let nobody but the member see it.' }),
          expires_at: timestamp,
        }),
      },
    },
    refusals: { 403: ['permission_not_held', 'role_above_own'], 404: ['member_not_found'] },
  }).handle(async ({ caller, params: { id: memberId } }) => {
    const { token, expiresAt } = unlessRefused(await createSignInLink(deps, { caller, memberId }));
    return { status: 201, body: { url: signInLinkUrl(deps.publicUrl(), token), expires_at: expiresAt.toISOString() } };
  });

const withdraw = (deps: HttpDeps) =>
  endpoint({
    method: 'delete',
    path,
    operationId: 'withdrawSignInLinks',
    tag: 'Organization',
    summary: "Withdraw a member's sign-in links",
    description:
      'All that were not used yet end at once, whoever made them. Sessions that are open already go on. Whoever may make ' +
      'a link for the member may withdraw his links.',
    access: 'key',
    params,
    answers: { 204: { description: 'None of the links that were made for the member lets anybody in.' } },
    refusals: { 403: ['permission_not_held', 'role_above_own'], 404: ['member_not_found'] },
  }).handle(async ({ caller, params: { id: memberId } }) => {
    unlessRefused(await withdrawSignInLinks(deps, { caller, memberId }));
    return { status: 204 };
  });
