import type { AccessLevel, Actor } from '../access.ts';
import type { Simulation } from '../simulation.ts';
import type { Repository } from '../state.ts';

export type ApiVersion = '2022-11-28' | '2026-03-10';

export type RestRequest = {
  simulation: Simulation;
  method: string;
  /** Decoded values of the path's `{...}` parts. */
  params: Record<string, string>;
  query: URLSearchParams;
  /** Parsed JSON object; empty when there was no body. */
  body: Record<string, unknown>;
  accept: string;
  headers: Record<string, string | string[] | undefined>;
  actor: Actor;
  apiVersion: ApiVersion;
  /** Path as asked for, without `/api/v3` and query; for paging links. */
  path: string;
};

export type RepositoryRequest = RestRequest & { repository: Repository };

export type RestAnswer = {
  status: number;
  /** JSON; bytes and text are sent as they are, with `contentType`. Nothing for 204. */
  body?: unknown;
  contentType?: string;
  headers?: Record<string, string>;
};

/** Paths are GitHub's own templates, so that each route can be checked against its OpenAPI description. */
export type Route =
  | {
      method: string;
      path: string;
      /** `anyone`; `app`: with a JWT; `installation`: with an installation token; `user`: with a user's token. */
      access: 'anyone' | 'app' | 'installation' | 'user';
      /** Takes nothing from the rate limit. */
      free?: boolean;
      handle(request: RestRequest): RestAnswer | Promise<RestAnswer>;
    }
  | {
      method: string;
      path: string;
      access: 'repository';
      permission: string;
      level: AccessLevel;
      /** Only an App's installation may, however much a user owns the repository. */
      appsOnly?: boolean;
      handle(request: RepositoryRequest): RestAnswer | Promise<RestAnswer>;
    }
  | {
      /** With a JWT, but about a repository by name: former names redirect. */
      method: string;
      path: string;
      access: 'app-repository';
      handle(request: RepositoryRequest): RestAnswer | Promise<RestAnswer>;
    };

export function ok(body: unknown): RestAnswer {
  return { status: 200, body };
}
