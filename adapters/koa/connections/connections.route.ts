import { z } from 'zod';
import { defaultTagPattern } from '../../../domain/connections/tag-pattern.ts';
import type { ConnectionId, EntryId } from '../../../domain/shared/ids.ts';
import { createConnection } from '../../../workflows/connections/create-connection.use-case.ts';
import { deleteConnection } from '../../../workflows/connections/delete-connection.use-case.ts';
import { listConnections } from '../../../workflows/connections/list-connections.use-case.ts';
import { updateConnection } from '../../../workflows/connections/update-connection.use-case.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { installationNumber, pathId, plainText, rowId } from '../input.ts';
import { unlessRefused } from '../problem.ts';
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
    confirmPublic: body.confirm_public,
  }));

const updateBody = z.strictObject({ write_back_enabled: z.boolean() });

const params = { id: pathId<ConnectionId>('connection') };

/** Links between repositories and entries. */
export function connectionsEndpoints(deps: HttpDeps): Endpoint[] {
  return [list(deps), create(deps), update(deps), remove(deps)];
}

const list = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path,
    operationId: 'listConnections',
    tag: 'Connections',
    summary: 'List connections',
    access: 'key',
    answers: {
      200: { description: 'Newest first.', body: z.strictObject({ connections: z.array(connectionSchema) }) },
    },
  }).handle(async ({ caller }) => {
    const { connections } = unlessRefused(await listConnections(deps, { caller }));
    return { status: 200, body: { connections: connections.map(connectionJson) } };
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
    const { connection } = unlessRefused(await createConnection(deps, { caller, ...body }));
    return { status: 201, body: connectionJson({ connection, lastAttempt: null }) };
  });

const update = (deps: HttpDeps) =>
  endpoint({
    method: 'patch',
    path: `${path}/{id}`,
    operationId: 'updateConnection',
    tag: 'Connections',
    summary: 'Change a connection',
    access: 'key',
    params,
    body: updateBody,
    answers: { 200: { description: 'The connection as it is now.', body: connectionSchema } },
    refusals: { 404: ['connection_not_found'] },
  }).handle(async ({ caller, params: { id: connectionId }, body: { write_back_enabled: writeBackEnabled } }) => {
    const updated = unlessRefused(await updateConnection(deps, { caller, connectionId, writeBackEnabled }));
    return { status: 200, body: connectionJson(updated) };
  });

const remove = (deps: HttpDeps) =>
  endpoint({
    method: 'delete',
    path: `${path}/{id}`,
    operationId: 'deleteConnection',
    tag: 'Connections',
    summary: 'Remove a connection',
    description: 'Published versions stay.',
    access: 'key',
    params,
    answers: { 200: { description: 'It is gone.', body: z.strictObject({ deleted: z.literal(true) }) } },
    refusals: { 404: ['connection_not_found'] },
  }).handle(async ({ caller, params: { id: connectionId } }) => {
    unlessRefused(await deleteConnection(deps, { caller, connectionId }));
    return { status: 200, body: { deleted: true } };
  });
