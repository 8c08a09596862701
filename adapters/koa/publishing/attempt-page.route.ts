import { createHash } from 'node:crypto';
import type { Router } from '@koa/router';
import { type AttemptId, parseId } from '../../../domain/shared/ids.ts';
import { showAttemptByLink } from '../../../workflows/publishing/show-attempt.use-case.ts';
import { isKnown } from '../conditional.ts';
import type { HttpDeps } from '../http-deps.ts';
import { attemptPage } from './attempt-page.ts';
import { attemptStyle } from './attempt-style.ts';
import { missingAttemptPage, stylePath } from './page.ts';

const styleTag = `"${createHash('sha256').update(attemptStyle).digest('hex').slice(0, 32)}"`;

/** The page of one attempt, for whoever has its link, and its style sheet. */
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
  router.get(stylePath, (ctx) => {
    ctx.set('ETag', styleTag);
    ctx.set('Cache-Control', 'public, max-age=3600');
    if (isKnown(ctx, styleTag)) return;
    ctx.type = 'text/css; charset=utf-8';
    ctx.body = attemptStyle;
  });
}
