import { z } from 'zod';
import type { Installation } from '../../../domain/installations/installation.ts';
import type { UsedInstallation } from '../../../workflows/installations/list-installations.use-case.ts';
import { count, timestamp, uuid } from '../answer-fields.ts';
import type { HttpDeps } from '../http-deps.ts';

export const accountType = z.enum(['User', 'Organization']);

const installationFields = {
  id: uuid,
  installation_id: count(1),
  account_login: z.string(),
  account_type: accountType,
  suspended: z.boolean(),
  created_at: timestamp,
  updated_at: timestamp,
};

export const installationSchema = z
  .strictObject(installationFields)
  .meta({ id: 'Installation', description: 'An installation of the GitHub App that is bound to the organization.' });

export const listedInstallationSchema = z
  .strictObject({
    ...installationFields,
    html_url: z.string().meta({ description: "The installation's settings on GitHub." }),
    account_url: z.string(),
    account_avatar_url: z.string().nullable().meta({ description: 'Null where GitHub is no github.com.' }),
    repository_selection: z.enum(['all', 'selected']),
    permissions: z.record(z.string(), z.string()),
    connections: count(),
    connected_repositories: count(),
    last_event_at: timestamp
      .nullable()
      .meta({ description: 'When GitHub last told of anything; null: never, as is known.' }),
  })
  .meta({ id: 'ListedInstallation', description: 'A bound installation, with what goes through it.' });

/** Source: https://docs.github.com/rest/apps/apps#get-an-installation-for-the-authenticated-app (`html_url`) */
export function listedInstallationJson(
  { githubUrl }: Pick<HttpDeps, 'githubUrl'>,
  { installation, use }: UsedInstallation,
): z.input<typeof listedInstallationSchema> {
  const { accountLogin: login, accountType, installationId, accountId } = installation;
  const settings = accountType === 'Organization' ? `organizations/${login}/settings` : 'settings';
  const isPublicGitHub = githubUrl === 'https://github.com';
  return {
    ...installationJson(installation),
    html_url: `${githubUrl}/${settings}/installations/${installationId}`,
    account_url: `${githubUrl}/${login}`,
    account_avatar_url: isPublicGitHub ? `https://avatars.githubusercontent.com/u/${accountId}?v=4` : null,
    repository_selection: installation.repositorySelection,
    permissions: installation.permissions,
    connections: use.connections,
    connected_repositories: use.repositories,
    last_event_at: use.lastEventAt?.toISOString() ?? null,
  };
}

export function installationJson(installation: Installation): z.input<typeof installationSchema> {
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
