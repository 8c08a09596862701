import type { Router } from '@koa/router';
import { z } from 'zod';
import { defaultTagPattern } from '../../../domain/connections/tag-pattern.ts';
import type { ConnectionId, EntryId } from '../../../domain/shared/ids.ts';
import { createConnection } from '../../../workflows/connections/create-connection.use-case.ts';
import { deleteConnection } from '../../../workflows/connections/delete-connection.use-case.ts';
import { listConnections } from '../../../workflows/connections/list-connections.use-case.ts';
import { updateConnection } from '../../../workflows/connections/update-connection.use-case.ts';
import type { HttpDeps } from '../http-deps.ts';
import { bodyOf, installationNumber, plainText, rowId } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { authenticated, pathId } from '../routing.ts';
import { connectionJson } from './connection-json.ts';

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

/** Links between repositories and entries. */
export function connectionsRoutes(router: Router, deps: HttpDeps): void {
  router.get(
    path,
    authenticated(deps, async (ctx, caller) => {
      const { connections } = unlessRefused(await listConnections(deps, { caller }));
      ctx.body = { connections: connections.map(connectionJson) };
    }),
  );
  router.post(
    path,
    authenticated(deps, async (ctx, caller) => {
      const wanted = await bodyOf(ctx, createBody);
      const { connection } = unlessRefused(await createConnection(deps, { caller, ...wanted }));
      ctx.status = 201;
      ctx.body = connectionJson({ connection, lastAttempt: null });
    }),
  );
  router.patch(
    `${path}/:id`,
    authenticated(deps, async (ctx, caller) => {
      const connectionId = pathId<ConnectionId>(ctx, 'id', 'connection');
      const { write_back_enabled: writeBackEnabled } = await bodyOf(ctx, updateBody);
      const updated = unlessRefused(await updateConnection(deps, { caller, connectionId, writeBackEnabled }));
      ctx.body = connectionJson(updated);
    }),
  );
  router.delete(
    `${path}/:id`,
    authenticated(deps, async (ctx, caller) => {
      const connectionId = pathId<ConnectionId>(ctx, 'id', 'connection');
      unlessRefused(await deleteConnection(deps, { caller, connectionId }));
      ctx.body = { deleted: true };
    }),
  );
}
