import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Actor, actorName, actorOfToken, isSuspended, judgeAccess } from '../access.ts';
import { appBot, type ShownAccount } from '../json/account-json.ts';
import { asPush } from '../pushes.ts';
import { findRepository, fullNameOf } from '../repositories.ts';
import { repositoryDir, type Simulation } from '../simulation.ts';
import type { Repository } from '../state.ts';
import { runHttpBackend } from './http-backend.ts';

export type GitRequest = {
  owner: string;
  name: string;
  /** `/info/refs`, `/git-upload-pack` or `/git-receive-pack`. */
  path: string;
  query: string;
};

export type GitOutcome = { status: number; actor: string };

const gitPath = /^\/([^/]+)\/([^/]+?)(?:\.git)?(\/info\/refs|\/git-upload-pack|\/git-receive-pack)$/;

/** Whether a path is one of git's smart HTTP protocol, and what it names. */
export function parseGitPath(path: string, query: string): GitRequest | undefined {
  const match = gitPath.exec(path);
  const [, owner, name, service] = match ?? [];
  if (owner === undefined || name === undefined || service === undefined) return undefined;
  return { owner: decodeURIComponent(owner), name: decodeURIComponent(name), path: service, query };
}

/**
 * Clone, fetch and push. Basic authentication with a token as password is checked on every request; refusals are plain
 * text, which git shows as `remote: ...`.
 */
export async function answerGit(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
  wanted: GitRequest,
): Promise<GitOutcome> {
  const actor = authenticate(simulation, request.headers.authorization);
  const service =
    wanted.path === '/info/refs' ? new URLSearchParams(wanted.query).get('service') : wanted.path.slice(1);
  const isPush = service === 'git-receive-pack';
  const found = findRepository(simulation, wanted.owner, wanted.name);
  const name = actor === undefined ? 'anonymous' : actorName(actor);
  const refusal = refuse(simulation, actor, found?.repository, isPush);
  if (refusal !== undefined) return { status: sendRefusal(request, response, refusal), actor: name };
  if (found === undefined || actor === undefined) throw new Error('An unknown repository or caller was not refused.');
  if (found.moved && wanted.path === '/info/refs') {
    const location = `${simulation.urls.web}/${fullNameOf(simulation, found.repository)}.git${wanted.path}?${wanted.query}`;
    request.resume();
    response.writeHead(301, { Location: location }).end();
    return { status: 301, actor: name };
  }
  const status = await serve(simulation, request, response, { ...wanted, repository: found.repository, actor, isPush });
  return { status, actor: name };
}

async function serve(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
  granted: GitRequest & { repository: Repository; actor: Actor; isPush: boolean },
): Promise<number> {
  const { repository, actor, path, query, isPush } = granted;
  const dir = repositoryDir(simulation, repository.id);
  const remoteUser = isPush ? actorName(actor) : undefined;
  const run = () => runHttpBackend(request, response, { dir, path, query, remoteUser });
  // A push's answer ends when its webhooks are queued: who has pushed finds suites and deliveries to be.
  const status =
    path === '/git-receive-pack' ? await asPush(simulation, repository, pusherOf(simulation, actor), run) : await run();
  response.end();
  return status;
}

function pusherOf(simulation: Simulation, actor: Actor): ShownAccount {
  return actor.kind === 'user' ? actor.account : appBot(simulation);
}

type Refusal = { status: 401 | 403 | 404; message: string };

function refuse(
  simulation: Simulation,
  actor: Actor | undefined,
  repository: Repository | undefined,
  isPush: boolean,
): Refusal | undefined {
  if (actor === undefined) {
    return {
      status: 401,
      message: 'Invalid username or token. Password authentication is not supported for Git operations.',
    };
  }
  if (isSuspended(actor)) return { status: 403, message: 'This installation has been suspended' };
  const level = isPush ? 'write' : 'read';
  const verdict =
    repository === undefined ? 'hidden' : judgeAccess(simulation, actor, repository, { permission: 'contents', level });
  if (verdict !== 'granted' && actor.kind === 'anonymous') return { status: 401, message: 'Repository not found.' };
  if (verdict === 'hidden') return { status: 404, message: 'Repository not found.' };
  if (verdict === 'denied') return { status: 403, message: 'Write access to repository not granted.' };
  if (isPush && repository?.archived) {
    return { status: 403, message: 'This repository was archived so it is read-only.' };
  }
  return undefined;
}

function sendRefusal(request: IncomingMessage, response: ServerResponse, { status, message }: Refusal): number {
  request.resume();
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    ...(status === 401 ? { 'WWW-Authenticate': 'Basic realm="GitHub"' } : {}),
  });
  response.end(`${message}\n`);
  return status;
}

/** The token is the password; `x-access-token` and any other user name do. A token alone as user name does, too. */
function authenticate(simulation: Simulation, authorization: string | undefined): Actor | undefined {
  if (authorization === undefined) return { kind: 'anonymous' };
  const encoded = /^Basic (.+)$/i.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  const [user = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const password = rest.join(':');
  return actorOfToken(simulation, password === '' || password === 'x-oauth-basic' ? user : password);
}
