import { z } from 'zod';
import type { InstallationRowId } from '../../../domain/shared/ids.ts';
import { bindInstallation } from '../../../workflows/installations/bind-installation.use-case.ts';
import { listInstallations } from '../../../workflows/installations/list-installations.use-case.ts';
import { startSetup } from '../../../workflows/installations/start-setup.use-case.ts';
import { unbindInstallation } from '../../../workflows/installations/unbind-installation.use-case.ts';
import { count, timestamp } from '../answer-fields.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { installationNumber, installationNumberText, pathId, plainText } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import {
  accountType,
  installationJson,
  installationSchema,
  listedInstallationJson,
  listedInstallationSchema,
} from './installation-json.ts';

const path = '/api/v1/github/installations';

const secretText = z
  .string()
  .max(1_000)
  // They travel in headers.
  .regex(/^[!-~]+$/, 'Give it as it was given: visible ASCII characters only.');

/** `suspended` is taken for the sake of clients that send it; GitHub's answer wins. */
const bindBody = z
  .strictObject({
    installation_id: installationNumber,
    account_login: plainText(1, 100).optional(),
    account_type: accountType.optional(),
    suspended: z.boolean().optional(),
    state: secretText.optional().meta({ description: 'As `POST /installations/setup` gave it.' }),
    user_token: secretText
      .optional()
      .meta({ description: "A token of a GitHub user's authorization of this App. Used at once, and not kept." }),
    code: secretText.optional().meta({ description: "A code of a GitHub user's authorization, in place of a token." }),
    code_verifier: secretText.optional().meta({ description: 'Of the PKCE challenge, where there was one.' }),
    redirect_uri: plainText(1, 2_000).optional(),
  })
  .superRefine((body, context) => {
    const isProven = (body.state ?? body.user_token ?? body.code) !== undefined;
    const account = ['account_login', 'account_type'] as const;
    if (isProven && account.every((field) => body[field] === undefined)) return;
    for (const field of account) {
      if (body[field] !== undefined) continue;
      const message = 'Give login and type of the account; both may be left out beside a state, user_token or code.';
      context.addIssue({ code: 'custom', path: [field], message });
    }
  })
  .transform((body) => ({
    installationId: body.installation_id,
    account: body.account_login && body.account_type ? { login: body.account_login, type: body.account_type } : null,
    proof: {
      state: body.state,
      userToken: body.user_token,
      exchange:
        body.code === undefined
          ? undefined
          : { code: body.code, codeVerifier: body.code_verifier, redirectUri: body.redirect_uri },
    },
  }));

/** Our id of an installation, or GitHub's number. */
const eitherId = z.union([installationNumberText, pathId<InstallationRowId>('installation')]);

/** Lists, binds and unbinds installations of the GitHub App. */
export function installationsEndpoints(deps: HttpDeps): Endpoint[] {
  return [list(deps), startOf(deps), bind(deps), unbind(deps)];
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
      200: { description: 'Newest first.', body: z.strictObject({ installations: z.array(listedInstallationSchema) }) },
    },
  }).handle(async ({ caller }) => {
    const { installations } = unlessRefused(await listInstallations(deps, { caller }));
    return { status: 200, body: { installations: installations.map((one) => listedInstallationJson(deps, one)) } };
  });

const bind = (deps: HttpDeps) =>
  endpoint({
    method: 'post',
    path,
    operationId: 'bindInstallation',
    tag: 'Installations',
    summary: 'Bind an installation',
    description:
      'GitHub is asked whether the installation exists and is on that account. Where organizations share the server ' +
      '(TENANCY=multi) a proof is needed as well: a `state`, a `user_token`, or the `code` for one. Connections that ' +
      'paused when the installation was unbound or deleted go on.',
    access: 'key',
    body: bindBody,
    idempotent: true,
    answers: {
      200: { description: 'It was bound to this organization already.', body: installationSchema },
      201: { description: 'It is bound now.', body: installationSchema },
    },
    refusals: {
      403: ['proof_invalid', 'proof_required'],
      404: ['installation_not_found'],
      409: ['installation_bound_elsewhere', 'installation_suspended'],
      422: ['installation_account_differs'],
      502: ['github_unavailable', 'github_refused'],
      503: ['github_unavailable'],
    },
  }).handle(async ({ caller, body }) => {
    const bound = unlessRefused(await bindInstallation(deps, { caller, ...body }));
    return { status: bound.already ? 200 : 201, body: installationJson(bound.installation) };
  });

const startOf = (deps: HttpDeps) =>
  endpoint({
    method: 'post',
    path: `${path}/setup`,
    operationId: 'startInstallationSetup',
    tag: 'Installations',
    summary: 'Set out to install the App',
    description:
      'Gives the address at which the App is installed, with a state that works once, for an hour. GitHub brings it back ' +
      'with the `installation_id`; both are sent to bind the installation.',
    access: 'key',
    idempotent: true,
    showsSecret: true,
    answers: {
      201: {
        description: 'Send the person who installs the App to `install_url`.',
        body: z.strictObject({ install_url: z.string(), state: z.string(), expires_at: timestamp }),
      },
    },
    refusals: { 502: ['github_unavailable', 'github_refused'], 503: ['github_unavailable'] },
  }).handle(async ({ caller }) => {
    const { installUrl, state, expiresAt } = unlessRefused(await startSetup(deps, { caller }));
    return { status: 201, body: { install_url: installUrl, state, expires_at: expiresAt.toISOString() } };
  });

const unbind = (deps: HttpDeps) =>
  endpoint({
    method: 'delete',
    path: `${path}/{id}`,
    operationId: 'unbindInstallation',
    tag: 'Installations',
    summary: 'Unbind an installation',
    description:
      "By its id, or by GitHub's number. Its connections pause until it is bound again; published versions stay, and so " +
      'does the App on GitHub.',
    access: 'key',
    params: { id: eitherId },
    answers: {
      200: {
        description: 'It is unbound.',
        body: z.strictObject({ deleted: z.literal(true), paused_connections: count() }),
      },
    },
    refusals: { 404: ['installation_not_found'] },
  }).handle(async ({ caller, params: { id } }) => {
    const { pausedConnections } = unlessRefused(await unbindInstallation(deps, { caller, id }));
    return { status: 200, body: { deleted: true, paused_connections: pausedConnections } };
  });
