import type { Router, RouterContext } from '@koa/router';
import { z } from 'zod';
import type { ConnectionId } from '../../../domain/shared/ids.ts';
import { requestSync, type SyncResult } from '../../../workflows/publishing/request-sync.use-case.ts';
import type { HttpDeps } from '../http-deps.ts';
import { optionalBodyOf, plainText } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { authenticated, pathId } from '../routing.ts';

const syncBody = z.strictObject({ ref: plainText(1, 300).optional() });

/** Publishes by hand, and waits for the end of the attempt as long as the caller does, within limits. */
export function syncRoute(router: Router, deps: HttpDeps): void {
  router.post(
    '/api/v1/github/connections/:id/sync',
    authenticated(deps, async (ctx, caller) => {
      const connectionId = pathId<ConnectionId>(ctx, 'id', 'connection');
      const { ref } = await optionalBodyOf(ctx, syncBody);
      const signal = leaving(ctx, deps.closing);
      const result = unlessRefused(await requestSync(deps, { caller, connectionId, ref, signal }));
      ctx.status = result.kind === 'pending' ? 202 : 200;
      if (result.kind === 'pending') {
        ctx.set('Location', `${deps.publicUrl()}/api/v1/github/attempts/${result.attempt.id}`);
      }
      ctx.body = syncJson(result);
    }),
  );
}

/** Aborts once nobody waits for the answer any more, or the server goes down. */
function leaving(ctx: RouterContext, closing: AbortSignal | undefined): AbortSignal {
  const gone = new AbortController();
  ctx.res.once('close', () => gone.abort());
  return closing ? AbortSignal.any([gone.signal, closing]) : gone.signal;
}

/** `source_ref` is the commit of the version that the answer names; of an attempt without one, the commit it tried. */
function syncJson(result: SyncResult) {
  const { attempt } = result;
  const version = result.kind === 'finished' ? result.version : null;
  return {
    connection_id: attempt.connectionId,
    attempt_id: attempt.id,
    status: attempt.status,
    reason: attempt.reason,
    version: version?.version ?? attempt.version,
    source_ref: version ? version.commit : attempt.commit,
    published_at: version?.publishedAt ?? null,
    message:
      result.kind === 'finished' ? result.message : 'The attempt is still under way. Location says where to look.',
    write_back_status: attempt.writeBackStatus,
    check_run_id: attempt.checkRunId,
    status_context: attempt.statusContext,
  };
}
