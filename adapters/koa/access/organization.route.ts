import { z } from 'zod';
import { renameOrganization, showOrganization } from '../../../workflows/access/organization.use-case.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { plainText } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { organizationJson, organizationSchema } from './access-json.ts';

const path = '/api/v1/organization';

/** The organization of the key, or that in which the session acts. */
export function organizationEndpoints(deps: HttpDeps): Endpoint[] {
  return [show(deps), rename(deps)];
}

const show = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path,
    operationId: 'getOrganization',
    tag: 'Organization',
    summary: 'Read the own organization',
    access: 'key',
    answers: { 200: { description: 'The organization.', body: organizationSchema } },
  }).handle(async ({ caller }) => {
    const { organization } = unlessRefused(await showOrganization(deps, { caller }));
    return { status: 200, body: organizationJson(organization) };
  });

const rename = (deps: HttpDeps) =>
  endpoint({
    method: 'patch',
    path,
    operationId: 'updateOrganization',
    tag: 'Organization',
    summary: 'Rename the organization',
    description: 'The plan is set by who runs the service, `write_back_mode` by `PATCH /api/v1/github/settings`.',
    access: 'key',
    body: z.strictObject({ name: plainText(1, 100) }),
    answers: { 200: { description: 'The organization as it is now.', body: organizationSchema } },
  }).handle(async ({ caller, body: { name } }) => {
    const { organization } = unlessRefused(await renameOrganization(deps, { caller, name }));
    return { status: 200, body: organizationJson(organization) };
  });
