import type { Router } from '@koa/router';
import { type AttemptId, parseId } from '../../../domain/shared/ids.ts';
import { showAttemptByLink } from '../../../workflows/publishing/show-attempt.use-case.ts';
import type { HttpDeps } from '../http-deps.ts';
import { attemptPage } from './attempt-page.ts';
import { missingAttemptPage } from './page.ts';

/** The page of one attempt, for whoever has its link. */
export function attemptPageRoutes(router: Router, deps: HttpDeps): void {
  router.get('/attempts/:id', async (ctx) => {
    const attemptId = parseId<AttemptId>(ctx.params.id ?? '');
    const found = attemptId && (await showAttemptByLink(deps, { attemptId }));
    ctx.set('Cache-Control', 'no-store');
    ctx.type = 'text/html; charset=utf-8';
    if (found?.kind === 'found') {
      ctx.body = attemptPage(found);
      return;
    }
    ctx.status = 404;
    ctx.body = missingAttemptPage();
  });
}
