import type { IncomingMessage } from 'node:http';
import type { Simulation } from '../simulation.ts';
import { accessTokenRoutes } from './access-token.route.ts';
import { authorizeRoutes } from './authorize.route.ts';
import { htmlPage } from './html-page.ts';
import { installRoutes } from './install.route.ts';
import { installationSettingsRoutes } from './installation-settings.route.ts';
import type { WebAnswer, WebRoute } from './web-route.ts';

const routes = [...authorizeRoutes, ...accessTokenRoutes, ...installRoutes, ...installationSettingsRoutes];

const maxBodyBytes = 1024 * 1024;

/** Whether a path is one of GitHub's web pages, for any method. */
export function isWebPath(path: string): boolean {
  return routes.some(({ pattern }) => pattern.test(path));
}

/** Answers a page or a form. Never throws for what a browser sends. */
export async function answerWeb(
  simulation: Simulation,
  request: IncomingMessage,
  path: string,
  query: URLSearchParams,
): Promise<WebAnswer & { route: string }> {
  const form = await readForm(request);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const found = routes.find((route) => route.method === method && route.pattern.test(path));
  if (found === undefined) return { ...htmlPage(405, 'Method not allowed', ''), route: path };
  if (form === undefined) return { ...htmlPage(400, 'Bad request', '<p>The form cannot be read.</p>'), route: path };
  const accept = request.headers.accept ?? '';
  const answer = found.handle({ simulation, params: groups(found, path), query, form, accept });
  await simulation.saved();
  return { ...answer, route: found.path };
}

function groups({ pattern }: WebRoute, path: string): string[] {
  return (pattern.exec(path) ?? []).slice(1).map((part) => decodeURIComponent(part ?? ''));
}

/** Nothing for a body that is neither. */
async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  let text = '';
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (text.length <= maxBodyBytes) text += chunk.toString('utf8');
  }
  if (text.length > maxBodyBytes) return undefined;
  if (!request.headers['content-type']?.startsWith('application/json')) return new URLSearchParams(text);
  try {
    const fields: [string, unknown][] = Object.entries(JSON.parse(text) as object);
    return new URLSearchParams(fields.filter((field): field is [string, string] => typeof field[1] === 'string'));
  } catch {
    return undefined;
  }
}
