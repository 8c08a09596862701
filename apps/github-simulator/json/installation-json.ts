import { accountById } from '../accounts.ts';
import { nodeId, type Simulation } from '../simulation.ts';
import type { Installation } from '../state.ts';
import { accountJson } from './account-json.ts';

/** `integration`: the App as checks and `GET /app` show it. */
export function appJson(simulation: Simulation) {
  const { app } = simulation.state;
  return {
    id: app.id,
    client_id: app.clientId,
    slug: app.slug,
    node_id: nodeId('A', app.id),
    owner: accountJson(simulation, accountById(simulation, app.ownerId)),
    name: app.slug,
    description: '',
    external_url: `${simulation.urls.web}/apps/${app.slug}/about`,
    html_url: `${simulation.urls.web}/apps/${app.slug}`,
    created_at: app.createdAt,
    updated_at: app.updatedAt,
    permissions: app.permissions,
    events: app.events,
  };
}

/** `installation` of GitHub's description. */
export function installationJson(simulation: Simulation, installation: Installation) {
  const { app } = simulation.state;
  const { web, api } = simulation.urls;
  const account = accountById(simulation, installation.accountId);
  const settings = account.type === 'User' ? 'settings' : `organizations/${account.login}/settings`;
  const suspender = installation.suspendedById;
  return {
    id: installation.id,
    client_id: app.clientId,
    account: accountJson(simulation, account),
    repository_selection: installation.repositorySelection,
    access_tokens_url: `${api}/app/installations/${installation.id}/access_tokens`,
    repositories_url: `${api}/installation/repositories`,
    html_url: `${web}/${settings}/installations/${installation.id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: installation.permissions,
    events: installation.events,
    created_at: installation.createdAt,
    updated_at: installation.updatedAt,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [] as string[],
    suspended_by: suspender === null ? null : accountJson(simulation, accountById(simulation, suspender)),
    suspended_at: installation.suspendedAt,
  };
}

/** The stub that every webhook of an App carries. */
export function installationReferenceJson(installation: Installation) {
  return {
    id: installation.id,
    node_id: Buffer.from(`023:IntegrationInstallation${installation.id}`).toString('base64'),
  };
}
