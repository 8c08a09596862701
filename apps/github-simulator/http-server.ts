import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answerControl } from './control/answer-control.ts';
import type { SimulatorControl } from './control/control.ts';
import { answerFault, disturb } from './fault-answers.ts';
import { answerGit, parseGitPath } from './git/git-http.ts';
import { isoSeconds } from './iso-seconds.ts';
import type { RequestKind } from './request-log.ts';
import { answerRest } from './rest/answer-rest.ts';
import type { Simulation } from './simulation.ts';
import { answerWeb, isWebPath } from './web/answer-web.ts';

/** Git, REST (`/api/v3/...` as on GitHub Enterprise Server, or at the root), web pages and control on one port. */
export function createHttpServer(simulation: Simulation, control: SimulatorControl): Server {
  const server = createServer((request, response) => {
    answer(simulation, control, request, response).catch((error: unknown) => {
      if (!response.destroyed) process.stderr.write(`github-simulator: ${String(error)}\n`);
      response.destroy();
    });
  });
  // Long pushes and clones take their time.
  server.requestTimeout = 0;
  return server;
}

async function answer(
  simulation: Simulation,
  control: SimulatorControl,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [rawPath = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  if (rawPath.startsWith('/_simulator')) {
    const { status, body } = await answerControl(control, request, rawPath.slice('/_simulator/'.length));
    await simulation.saved();
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(body));
    return;
  }
  const path = rawPath.replace(/^\/api\/v3(?=\/|$)/, '') || '/';
  const kind: RequestKind = parseGitPath(path, query) !== undefined ? 'git' : isWebPath(rawPath) ? 'web' : 'rest';
  const startedAtMs = simulation.now();
  const startedAt = performance.now();
  const outcome = await answerWithFaults(simulation, request, response, { kind, path, query });
  simulation.requests.add({
    kind,
    method: request.method ?? 'GET',
    path: query === '' ? path : `${path}?${query}`,
    ...outcome,
    startedAt: isoSeconds(startedAtMs),
    durationMs: Math.round(performance.now() - startedAt),
  });
}

type Target = { kind: RequestKind; path: string; query: string };
type Outcome = { status: number; route: string; actor: string; cost: number };

async function answerWithFaults(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
): Promise<Outcome> {
  const { kind, path, query } = target;
  const fault = simulation.faults.strike({
    kind,
    method: request.method ?? 'GET',
    path: query === '' ? path : `${path}?${query}`,
  });
  if (fault !== undefined) {
    const status = await answerFault(simulation, fault, request, response);
    if (status !== undefined) return { status, route: path, actor: 'fault', cost: 0 };
    disturb(response, fault);
  }
  const git = parseGitPath(path, query);
  if (git !== undefined) {
    const { status, actor } = await answerGit(simulation, request, response, git);
    return { status, actor, route: git.path, cost: 0 };
  }
  if (kind === 'web') {
    const { status, headers, body, route } = await answerWeb(simulation, request, path, new URLSearchParams(query));
    response.writeHead(status, headers);
    response.end(request.method === 'HEAD' ? undefined : body);
    return { status, route, actor: 'anonymous', cost: 0 };
  }
  const { headers, body, ...outcome } = await answerRest(simulation, request, path, new URLSearchParams(query));
  response.writeHead(outcome.status, headers);
  response.end(request.method === 'HEAD' ? undefined : body);
  return outcome;
}
