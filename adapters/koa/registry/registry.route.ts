import type { Router } from '@koa/router';
import { z } from 'zod';
import type { EntryId } from '../../../domain/shared/ids.ts';
import { checkForUpdates } from '../../../workflows/registry/check-for-updates.use-case.ts';
import { createEntry } from '../../../workflows/registry/create-entry.use-case.ts';
import { listEntries } from '../../../workflows/registry/list-entries.use-case.ts';
import { showEntry } from '../../../workflows/registry/show-entry.use-case.ts';
import type { HttpDeps } from '../http-deps.ts';
import { bodyOf, plainText, queryOf } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { authenticated, pathId } from '../routing.ts';
import { downloadUrl } from './downloads.route.ts';
import { entryJson, historyJson, updateJson, versionJson } from './registry-json.ts';

const path = '/api/v1/registry';

const createBody = z.strictObject({
  name: plainText(1, 128),
  entry_type: z.literal('skill'),
  description: plainText(0, 1_024).nullable().default(null),
  visibility: z.enum(['public', 'org', 'unlisted']).default('org'),
  source_repo: plainText(1, 201)
    .regex(/^[\w-]+\/[\w.-]+$/, 'Give it as owner/name.')
    .nullable()
    .default(null),
});

const installedPackage = z.strictObject({ entry_id: z.string().max(200), current_version_hash: z.string().max(200) });
const syncBody = z.strictObject({ installations: z.array(installedPackage).max(1_000) });
/** So many packages, each with an id and a hash, and some white space. */
const syncLimitBytes = 256 * 1024;

/** Entries and their versions, as registry clients read them. */
export function registryRoutes(router: Router, deps: HttpDeps): void {
  router.get(
    path,
    authenticated(
      deps,
      async (ctx, caller) => {
        const { name } = queryOf(ctx, z.strictObject({ name: z.string().optional() }));
        const { entries } = unlessRefused(await listEntries(deps, { caller, name }));
        ctx.body = { entries: entries.map(entryJson) };
      },
      'read',
    ),
  );
  router.post(
    `${path}/entries`,
    authenticated(deps, async (ctx, caller) => {
      const { source_repo: sourceRepo, entry_type: _, ...wanted } = await bodyOf(ctx, createBody);
      const { entry } = unlessRefused(await createEntry(deps, { caller, sourceRepo, ...wanted }));
      ctx.status = 201;
      ctx.set('Location', `${deps.publicUrl()}${path}/${entry.id}`);
      ctx.body = entryJson({ entry, current: null });
    }),
  );
  router.post(
    `${path}/sync`,
    authenticated(deps, async (ctx, caller) => {
      const { installations } = await bodyOf(ctx, syncBody, syncLimitBytes);
      const installed = installations.map((one) => ({
        entryId: one.entry_id,
        contentHash: one.current_version_hash,
      }));
      const { updates } = unlessRefused(await checkForUpdates(deps, { caller, installed }));
      ctx.body = { entries: updates.map((update) => updateJson(update, downloadUrl(deps, update))) };
    }),
  );
  entryRoutes(router, deps);
}

function entryRoutes(router: Router, deps: HttpDeps): void {
  router.get(
    `${path}/:id`,
    authenticated(deps, async (ctx, caller) => {
      const entryId = pathId<EntryId>(ctx, 'id', 'entry');
      const found = unlessRefused(await showEntry(deps, { caller, entryId }));
      ctx.body = {
        entry: entryJson(found),
        versions: found.versions.map((version) => versionJson(version, found.entry)),
      };
    }),
  );
  router.get(
    `${path}/:id/versions`,
    authenticated(deps, async (ctx, caller) => {
      const entryId = pathId<EntryId>(ctx, 'id', 'entry');
      const { entry, versions } = unlessRefused(await showEntry(deps, { caller, entryId }));
      ctx.body = { versions: versions.map((version) => historyJson(version, entry)) };
    }),
  );
}
