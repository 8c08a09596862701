import { z } from 'zod';
import type { Installation } from '../../../domain/installations/installation.ts';
import { bindInstallation } from '../../../workflows/installations/bind-installation.use-case.ts';
import { listInstallations } from '../../../workflows/installations/list-installations.use-case.ts';
import { count, timestamp, uuid } from '../answer-fields.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { installationNumber, plainText } from '../input.ts';
import { unlessRefused } from '../problem.ts';

const path = '/api/v1/github/installations';

/** `suspended` is taken for the sake of clients that send it; GitHub's answer wins. */
const bindBody = z.strictObject({
  installation_id: installationNumber,
  account_login: plainText(1, 100),
  account_type: z.enum(['User', 'Organization']),
  suspended: z.boolean().optional(),
});

const installationSchema = z
  .strictObject({
    id: uuid,
    installation_id: count(1),
    account_login: z.string(),
    account_type: z.enum(['User', 'Organization']),
    suspended: z.boolean(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'Installation', description: 'An installation of the GitHub App that is bound to the organization.' });

/** Lists and binds installations of the GitHub App. */
export function installationsEndpoints(deps: HttpDeps): Endpoint[] {
  return [list(deps), bind(deps)];
}

const list = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path,
    operationId: 'listInstallations',
    tag: 'Installations',
    summary: 'List bound installations',
    access: 'key',
    answers: {
      200: { description: 'Newest first.', body: z.strictObject({ installations: z.array(installationSchema) }) },
    },
  }).handle(async ({ caller }) => {
    const { installations } = unlessRefused(await listInstallations(deps, { caller }));
    return { status: 200, body: { installations: installations.map(installationJson) } };
  });

const bind = (deps: HttpDeps) =>
  endpoint({
    method: 'post',
    path,
    operationId: 'bindInstallation',
    tag: 'Installations',
    summary: 'Bind an installation',
    description: 'GitHub is asked whether the installation exists and is on that account.',
    access: 'key',
    body: bindBody,
    idempotent: true,
    answers: {
      200: { description: 'It was bound to this organization already.', body: installationSchema },
      201: { description: 'It is bound now.', body: installationSchema },
    },
    refusals: {
      403: ['proof_required'],
      404: ['installation_not_found'],
      409: ['installation_bound_elsewhere', 'installation_suspended'],
      422: ['installation_account_differs'],
      502: ['github_unavailable', 'github_refused'],
      503: ['github_unavailable'],
    },
  }).handle(async ({ caller, body }) => {
    const bound = unlessRefused(
      await bindInstallation(deps, {
        caller,
        installationId: body.installation_id,
        accountLogin: body.account_login,
        accountType: body.account_type,
      }),
    );
    return { status: bound.already ? 200 : 201, body: installationJson(bound.installation) };
  });

function installationJson(installation: Installation): z.input<typeof installationSchema> {
  return {
    id: installation.id,
    installation_id: installation.installationId,
    account_login: installation.accountLogin,
    account_type: installation.accountType,
    suspended: installation.suspended,
    created_at: installation.createdAt.toISOString(),
    updated_at: installation.updatedAt.toISOString(),
  };
}
