import { appJson } from '../json/installation-json.ts';
import { timestamp } from '../simulation.ts';
import { asObject, isHttpUrl, optionalChoice, optionalString } from './body-checks.ts';
import { validationFailed } from './rest-error.ts';
import { ok, type RestRequest, type Route } from './route.ts';

export const appRoutes: readonly Route[] = [
  { method: 'GET', path: '/app', access: 'app', handle: getApp },
  {
    method: 'GET',
    path: '/app/hook/config',
    access: 'app',
    handle: ({ simulation }) => ok(hookConfigJson(simulation)),
  },
  { method: 'PATCH', path: '/app/hook/config', access: 'app', handle: updateHookConfig },
];

function getApp({ simulation }: RestRequest) {
  return ok({ ...appJson(simulation), installations_count: simulation.state.installations.length });
}

function updateHookConfig({ simulation, body }: RestRequest) {
  const { app } = simulation.state;
  const config = asObject('body', body);
  const url = optionalString(config, 'url');
  if (url !== undefined && !isHttpUrl(url)) {
    throw validationFailed({ resource: 'Hook', field: 'url', code: 'custom', message: 'url is not a valid URL' });
  }
  app.webhookUrl = url ?? app.webhookUrl;
  app.webhookSecret = optionalString(config, 'secret') ?? app.webhookSecret;
  app.webhookContentType = optionalChoice(config, 'content_type', ['json', 'form']) ?? app.webhookContentType;
  app.updatedAt = timestamp(simulation);
  simulation.save();
  return ok(hookConfigJson(simulation));
}

function hookConfigJson(simulation: RestRequest['simulation']) {
  const { app } = simulation.state;
  return {
    content_type: app.webhookContentType,
    insecure_ssl: '0',
    secret: '********',
    ...(app.webhookUrl === undefined ? {} : { url: app.webhookUrl }),
  };
}
