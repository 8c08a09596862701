import { accountById, mayUse } from '../accounts.ts';
import { findInstallation, reaches, selectRepositories } from '../installations.ts';
import { installationJson } from '../json/installation-json.ts';
import type { Simulation } from '../simulation.ts';
import type { Installation, Repository } from '../state.ts';
import { emitInstallationRepositories } from '../webhooks/installation-events.ts';
import { escapeHtml, htmlPage, notFoundPage } from './html-page.ts';
import { redirect, visitorOf, type WebAnswer, type WebRequest, type WebRoute } from './web-route.ts';

const path = '/settings/installations/{installation_id}';
const pattern = /^(?:\/settings|\/organizations\/[^/]+\/settings)?\/installations\/(\d+)$/;

/** An installation's page, where its repositories are chosen. */
export const installationSettingsRoutes: readonly WebRoute[] = [
  { method: 'GET', pattern, path, handle: show },
  { method: 'POST', pattern, path, handle: save },
];

function show({ simulation, params }: WebRequest): WebAnswer {
  const installation = ownInstallation(simulation, params);
  if (installation === undefined) return notFoundPage('You have no such installation.');
  const all = installation.repositorySelection === 'all';
  const choice = (value: string, checked: boolean, text: string) =>
    `<label><input type="radio" name="selection" value="${value}"${checked ? ' checked' : ''}> ${text}</label>`;
  const boxes = repositoriesOfOwner(simulation, installation).map((repository) => {
    const checked = !all && reaches(installation, repository) ? ' checked' : '';
    const box = `<input type="checkbox" name="repository" value="${repository.id}"${checked}>`;
    return `<label>${box} ${escapeHtml(repository.name)}</label>`;
  });
  const { login } = accountById(simulation, installation.accountId);
  return htmlPage(
    200,
    `${simulation.state.app.slug} on ${login}`,
    `<form method="post">${choice('all', all, 'All repositories')}${choice('selected', !all, 'Only these:')}` +
      `${boxes.join('')}<button type="submit">Save</button></form>`,
  );
}

/** No `state` and no `code` come back from here, whatever the App's settings. */
function save({ simulation, params, form }: WebRequest): WebAnswer {
  const installation = ownInstallation(simulation, params);
  if (installation === undefined) return notFoundPage('You have no such installation.');
  const chosen = new Set(form.getAll('repository').map(Number));
  const wanted = repositoriesOfOwner(simulation, installation).filter(({ id }) => chosen.has(id));
  const all = form.get('selection') === 'all';
  const changes = selectRepositories(simulation, installation, all ? 'all' : wanted);
  emitInstallationRepositories(simulation, installation, changes, visitorOf(simulation).account);
  const { setupUrl, setupOnUpdate } = simulation.state.app;
  if (setupUrl === null || !setupOnUpdate) return redirect(installationJson(simulation, installation).html_url);
  return redirect(setupUrl, { installation_id: String(installation.id), setup_action: 'update' });
}

function ownInstallation(simulation: Simulation, params: string[]): Installation | undefined {
  const installation = findInstallation(simulation, Number(params[0]));
  if (installation === undefined) return undefined;
  const owner = accountById(simulation, installation.accountId);
  return mayUse(owner, visitorOf(simulation).account) ? installation : undefined;
}

function repositoriesOfOwner(simulation: Simulation, installation: Installation): Repository[] {
  return simulation.state.repositories.filter(({ ownerId }) => ownerId === installation.accountId);
}
