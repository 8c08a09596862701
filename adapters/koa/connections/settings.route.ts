import type { Router } from '@koa/router';
import { z } from 'zod';
import type { WriteBackMode } from '../../../domain/connections/connection.ts';
import { readWriteBackMode, setWriteBackMode } from '../../../workflows/connections/write-back-mode.use-case.ts';
import type { HttpDeps } from '../http-deps.ts';
import { bodyOf } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { authenticated } from '../routing.ts';

const path = '/api/v1/github/settings';
const settingsBody = z.strictObject({ write_back_mode: z.enum(['off', 'checks', 'checks_and_prs']) });

/** The organization's GitHub settings; POST (as documented) and PATCH change them alike. */
export function settingsRoutes(router: Router, deps: HttpDeps): void {
  router.get(
    path,
    authenticated(deps, async (ctx, caller) => {
      const { mode } = unlessRefused(await readWriteBackMode(deps, { caller }));
      ctx.body = settingsJson(mode);
    }),
  );
  const change = authenticated(deps, async (ctx, caller) => {
    const body = await bodyOf(ctx, settingsBody);
    const { mode } = unlessRefused(await setWriteBackMode(deps, { caller, mode: body.write_back_mode }));
    ctx.body = settingsJson(mode);
  });
  router.post(path, change);
  router.patch(path, change);
}

function settingsJson(mode: WriteBackMode) {
  if (mode !== 'checks_and_prs') return { write_back_mode: mode };
  const notice = 'Pull requests are not built yet: checks_and_prs behaves as checks.';
  return { write_back_mode: mode, notice };
}
