import type { Router } from '@koa/router';
import { z } from 'zod';
import { type AttemptId, type ConnectionId, parseSha } from '../../../domain/shared/ids.ts';
import { listAttempts } from '../../../workflows/publishing/list-attempts.use-case.ts';
import { showAttempt } from '../../../workflows/publishing/show-attempt.use-case.ts';
import type { HttpDeps } from '../http-deps.ts';
import { plainText, queryOf, rowId } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { authenticated, pathId } from '../routing.ts';
import { attemptDetailJson, attemptJson } from './attempt-json.ts';

const path = '/api/v1/github/attempts';

const listQuery = z.strictObject({
  connection_id: rowId<ConnectionId>().optional(),
  ref: plainText(1, 300).optional(),
  commit: z
    .string()
    .toLowerCase()
    .refine((text) => parseSha(text) !== null, 'Give the whole object name of the commit, 40 or 64 hex digits.')
    .optional(),
  status: z.enum(['pending', 'published', 'skipped', 'failed']).optional(),
  since: z.iso.datetime({ offset: true }).pipe(z.coerce.date()).optional(),
  limit: z
    .string()
    .regex(/^[0-9]{1,3}$/, 'Give a number from 1 to 100.')
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= 100, 'Give a number from 1 to 100.')
    .default(50),
  cursor: z
    .string()
    .regex(/^[\w.~:=+-]{1,512}$/, 'Give the next_cursor of the page before.')
    .optional(),
});

/** Lists the organization's attempts, and shows one with its steps. */
export function attemptsRoutes(router: Router, deps: HttpDeps): void {
  router.get(
    path,
    authenticated(
      deps,
      async (ctx, caller) => {
        const { connection_id: connectionId, ...query } = queryOf(ctx, listQuery);
        const page = unlessRefused(await listAttempts(deps, { caller, connectionId, ...query }));
        ctx.body = { attempts: page.attempts.map(attemptJson), next_cursor: page.nextCursor };
      },
      'read',
    ),
  );
  router.get(
    `${path}/:id`,
    authenticated(deps, async (ctx, caller) => {
      const attemptId = pathId<AttemptId>(ctx, 'id', 'attempt');
      const { attempt, steps } = unlessRefused(await showAttempt(deps, { caller, attemptId }));
      ctx.body = attemptDetailJson(attempt, steps);
    }),
  );
}
