import { mayUse } from '../accounts.ts';
import { mintAuthorizationCode } from '../authorization-codes.ts';
import { installApp } from '../install-app.ts';
import { installationOfAccount } from '../installations.ts';
import { installationJson } from '../json/installation-json.ts';
import type { Simulation } from '../simulation.ts';
import type { Account, Installation } from '../state.ts';
import { escapeHtml, hiddenFields, htmlPage, notFoundPage } from './html-page.ts';
import { redirect, type Visitor, visitorOf, type WebAnswer, type WebRequest, type WebRoute } from './web-route.ts';

const path = '/apps/{slug}/installations/new';
/** `/github-apps/` is GitHub Enterprise Server's form. */
const pattern = /^\/(?:github-)?apps\/([^/]+)\/installations\/new$/;

/** The App's install page: choose an account, press one button; or at once. */
export const installRoutes: readonly WebRoute[] = [
  { method: 'GET', pattern, path, handle: (request) => show(request) },
  { method: 'POST', pattern, path, handle: (request) => decide(request) },
];

function show(request: WebRequest): WebAnswer {
  const { simulation, params, query } = request;
  const { app } = simulation.state;
  if (params[0] !== app.slug) return notFoundPage('There is no App of this name.');
  const visitor = visitorOf(simulation);
  const state = query.get('state');
  const target = wantedAccount(simulation, visitor, query.get('target_id'));
  if (visitor.consent === 'accept' && target !== undefined) return install(simulation, visitor.account, target, state);
  if (visitor.consent === 'request') return requested(simulation, state);
  const choices = accountsOf(simulation, visitor.account).map(({ id, login }) => {
    const selected = id === target?.id ? ' selected' : '';
    return `<option value="${id}"${selected}>${escapeHtml(login)}</option>`;
  });
  return htmlPage(
    200,
    `Install ${app.slug}`,
    `<form method="post">${hiddenFields({ state })}` +
      `<label>Account <select name="target_id">${choices.join('')}</select></label>` +
      `<p>On all repositories; fewer can be chosen afterwards.</p><button type="submit">Install</button></form>`,
  );
}

function decide({ simulation, params, form }: WebRequest): WebAnswer {
  if (params[0] !== simulation.state.app.slug) return notFoundPage('There is no App of this name.');
  const visitor = visitorOf(simulation);
  const target = wantedAccount(simulation, visitor, form.get('target_id'));
  if (target === undefined) return notFoundPage('You may not install the App on this account.');
  return install(simulation, visitor.account, target, form.get('state'));
}

/** On an account that has the App already GitHub shows that installation's settings. */
function install(simulation: Simulation, visitor: Account, account: Account, state: string | null): WebAnswer {
  const existing = installationOfAccount(simulation, account.id);
  if (existing !== undefined) return redirect(installationJson(simulation, existing).html_url);
  const installation = installApp(simulation, account, { sender: visitor });
  return afterInstallation(simulation, visitor, installation, { setup_action: 'install', state });
}

/** Somebody who may not install asks an owner: no installation id comes back. */
function requested(simulation: Simulation, state: string | null): WebAnswer {
  const { setupUrl, slug } = simulation.state.app;
  if (setupUrl !== null) return redirect(setupUrl, { setup_action: 'request', state });
  return htmlPage(200, `Install ${slug}`, '<p>The owner of the organization has been asked.</p>');
}

/**
 * Back to the service: to the setup URL, or with `code` to the first callback URL when the App asks for authorization on
 * installing; to the installation's page when there is neither.
 */
function afterInstallation(
  simulation: Simulation,
  visitor: Account,
  installation: Installation,
  parameters: { setup_action: 'install'; state: string | null },
): WebAnswer {
  const { app } = simulation.state;
  const back = { installation_id: String(installation.id), ...parameters };
  const [callback] = app.callbackUrls;
  if (app.requestOAuthOnInstall && callback !== undefined) {
    const grant = { accountId: visitor.id, redirectUri: callback, codeChallenge: null };
    return redirect(callback, { code: mintAuthorizationCode(simulation, grant), ...back });
  }
  return redirect(app.setupUrl ?? installationJson(simulation, installation).html_url, app.setupUrl ? back : {});
}

function accountsOf(simulation: Simulation, visitor: Account): Account[] {
  return simulation.state.accounts.filter((account) => mayUse(account, visitor));
}

/** The account named, else the one of `setBrowser`, else the first that has the App not yet. */
function wantedAccount(simulation: Simulation, visitor: Visitor, targetId: string | null): Account | undefined {
  const own = accountsOf(simulation, visitor.account);
  const id = targetId === null ? visitor.installOnId : Number(targetId);
  if (id !== null) return own.find((account) => account.id === id);
  return own.find((account) => installationOfAccount(simulation, account.id) === undefined) ?? own[0];
}
