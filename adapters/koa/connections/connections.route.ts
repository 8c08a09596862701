import { z } from 'zod';
import type { ConnectionChanges } from '../../../domain/connections/connection-changes.ts';
import { defaultTagPattern } from '../../../domain/connections/tag-pattern.ts';
import type { ConnectionId, EntryId } from '../../../domain/shared/ids.ts';
import { createConnection } from '../../../workflows/connections/create-connection.use-case.ts';
import { deleteConnection } from '../../../workflows/connections/delete-connection.use-case.ts';
import { listConnections } from '../../../workflows/connections/list-connections.use-case.ts';
import { showConnection } from '../../../workflows/connections/show-connection.use-case.ts';
import { updateConnection } from '../../../workflows/connections/update-connection.use-case.ts';
import { nextCursor } from '../answer-fields.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import {
  installationNumber,
  installationNumberText,
  limitOrAll,
  pageCursor,
  pathId,
  plainText,
  rowId,
} from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { repositoryName } from '../query-fields.ts';
import { connectionJson, connectionSchema } from './connection-json.ts';

const path = '/api/v1/github/connections';

const createBody = z
  .strictObject({
    entry_id: rowId<EntryId>(),
    installation_id: installationNumber,
    repo_full_name: plainText(1, 201),
    default_branch: plainText(1, 255).optional(),
    skill_path: plainText(1, 1_024).default('.'),
    auto_publish: z.boolean().default(true),
    write_back_enabled: z.boolean().default(false),
    tag_pattern: plainText(1, 1_024).default(defaultTagPattern),
    pr_preview_enabled: z.boolean().default(false),
    confirm_public: z.boolean().default(false),
  })
  .transform((body) => ({
    entryId: body.entry_id,
    installationId: body.installation_id,
    repoFullName: body.repo_full_name,
    defaultBranch: body.default_branch,
    skillPath: body.skill_path,
    autoPublish: body.auto_publish,
    writeBackEnabled: body.write_back_enabled,
    tagPattern: body.tag_pattern,
    prPreviewEnabled: body.pr_preview_enabled,
    confirmPublic: body.confirm_public,
  }));

const updateBody = z
  .strictObject({
    default_branch: plainText(1, 255).optional(),
    skill_path: plainText(1, 1_024).optional(),
    auto_publish: z.boolean().optional(),
    write_back_enabled: z.boolean().optional(),
    tag_pattern: plainText(1, 1_024).optional(),
    pr_preview_enabled: z.boolean().optional(),
    paused_by_member: z.boolean().optional().meta({
      description: 'True: nothing is published or previewed, by whatever trigger, until it is set to false again.',
    }),
  })
  .refine((body) => Object.values(body).some((value) => value !== undefined), 'Give at least one setting to change.')
  .meta({ minProperties: 1 })
  .transform((body): ConnectionChanges => {
    const wanted = {
      defaultBranch: body.default_branch,
      skillPath: body.skill_path,
      autoPublish: body.auto_publish,
      writeBackEnabled: body.write_back_enabled,
      tagPattern: body.tag_pattern,
      prPreviewEnabled: body.pr_preview_enabled,
      pausedByMember: body.paused_by_member,
    };
    return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  });

const listQuery = z.strictObject({
  installation_id: installationNumberText.optional(),
  entry_id: rowId<EntryId>().optional(),
  repo: repositoryName.optional().meta({ description: 'The repository, as `owner/name` in any case.' }),
  q: plainText(1, 200)
    .optional()
    .meta({ description: "Part of the repository's full name, the path or the entry's name, in any case." }),
  limit: limitOrAll,
  cursor: pageCursor,
});

const params = { id: pathId<ConnectionId>('connection') };

/** Links between repositories and entries. */
export function connectionsEndpoints(deps: HttpDeps): Endpoint[] {
  return [list(deps), create(deps), show(deps), update(deps), remove(deps)];
}

const list = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path,
    operationId: 'listConnections',
    tag: 'Connections',
    summary: 'List connections',
    description: 'All of them, unless a `limit` asks for pages.',
    access: 'key',
    query: listQuery,
    answers: {
      200: {
        description: 'Newest first; `next_cursor` where a `limit` was given.',
        body: z.strictObject({ connections: z.array(connectionSchema), next_cursor: nextCursor.optional() }),
      },
    },
  }).handle(async ({ caller, query }) => {
    const { installation_id: installationId, entry_id: entryId, repo: repository, q: search, ...page } = query;
    const wanted = { caller, installationId, entryId, repository, search, ...page };
    const listed = unlessRefused(await listConnections(deps, wanted));
    const connections = listed.connections.map(connectionJson);
    const paged = page.limit === undefined ? {} : { next_cursor: listed.nextCursor };
    return { status: 200, body: { connections, ...paged } };
  });

const show = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: `${path}/{id}`,
    operationId: 'getConnection',
    tag: 'Connections',
    summary: 'Show a connection',
    access: 'key',
    params,
    answers: { 200: { description: 'The connection.', body: connectionSchema } },
    refusals: { 404: ['connection_not_found'] },
  }).handle(async ({ caller, params: { id: connectionId } }) => {
    const found = unlessRefused(await showConnection(deps, { caller, connectionId }));
    return { status: 200, body: connectionJson(found) };
  });

const create = (deps: HttpDeps) =>
  endpoint({
    method: 'post',
    path,
    operationId: 'createConnection',
    tag: 'Connections',
    summary: 'Connect a repository to an entry',
    description:
      'From then on pushes to the default branch publish commit versions, and tags that match `tag_pattern` publish ' +
      'releases. The repository is asked for at GitHub, and known by its numeric id.',
    access: 'key',
    body: createBody,
    idempotent: true,
    answers: { 201: { description: 'The connection.', body: connectionSchema } },
    refusals: {
      404: ['entry_not_found', 'installation_not_found', 'repository_not_accessible'],
      409: ['confirm_public_required', 'entry_connected', 'installation_suspended'],
      502: ['github_unavailable', 'github_refused'],
      503: ['github_unavailable'],
    },
  }).handle(async ({ caller, body }) => {
    const created = unlessRefused(await createConnection(deps, { caller, ...body }));
    return { status: 201, body: connectionJson(created) };
  });

const update = (deps: HttpDeps) =>
  endpoint({
    method: 'patch',
    path: `${path}/{id}`,
    operationId: 'updateConnection',
    tag: 'Connections',
    summary: 'Change a connection',
    description:
      'Any of its settings; what is left out stays. A new path, branch or pattern holds for attempts from now on: sync ' +
      'the connection to publish by it at once. While `auto_publish` is off, pushes publish nothing, and a sync does. A ' +
      'pause (`paused_by_member`) holds syncs and re-runs back as well, and pending attempts end as skipped; once it is ' +
      'over, what the branch holds then is published.',
    access: 'key',
    params,
    body: updateBody,
    answers: { 200: { description: 'The connection as it is now.', body: connectionSchema } },
    refusals: { 404: ['connection_not_found'] },
  }).handle(async ({ caller, params: { id: connectionId }, body: changes }) => {
    const updated = unlessRefused(await updateConnection(deps, { caller, connectionId, changes }));
    return { status: 200, body: connectionJson(updated) };
  });

const remove = (deps: HttpDeps) =>
  endpoint({
    method: 'delete',
    path: `${path}/{id}`,
    operationId: 'deleteConnection',
    tag: 'Connections',
    summary: 'Remove a connection',
    description:
      'From then on nothing is published from the repository into the entry; pending attempts end as skipped. What was ' +
      'published stays, and so do the entry, the attempts with what explains them, and the App on GitHub. The entry may be ' +
      'connected anew.',
    access: 'key',
    params,
    answers: { 200: { description: 'It is gone.', body: z.strictObject({ deleted: z.literal(true) }) } },
    refusals: { 404: ['connection_not_found'] },
  }).handle(async ({ caller, params: { id: connectionId } }) => {
    unlessRefused(await deleteConnection(deps, { caller, connectionId }));
    return { status: 200, body: { deleted: true } };
  });
