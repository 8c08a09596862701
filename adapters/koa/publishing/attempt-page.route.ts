import type { Router } from '@koa/router';
import type { Context } from 'koa';
import { type AttemptId, type OrganizationId, parseId } from '../../../domain/shared/ids.ts';
import { showAttemptByLink } from '../../../workflows/publishing/show-attempt.use-case.ts';
import { visitingSession } from '../access/visiting-session.ts';
import { sendDashboard } from '../dashboard/dashboard.route.ts';
import type { HttpDeps } from '../http-deps.ts';
import { attemptPage } from './attempt-page.ts';
import { missingAttemptPage } from './page.ts';

/** The page of one attempt, for whoever has its link; members who are signed in get the dashboard's, which has more. */
export function attemptPageRoutes(router: Router, deps: HttpDeps): void {
  router.get('/attempts/:id', async (ctx) => {
    const attemptId = parseId<AttemptId>(ctx.params.id ?? '');
    const found = attemptId && (await showAttemptByLink(deps, { attemptId }));
    if (found?.kind === 'found' && (await sendToMember(ctx, deps, found.attempt.organizationId))) return;
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

/** Whether a member of the organization asked; the address then names it, as he may be working in another one. */
async function sendToMember(ctx: Context, deps: HttpDeps, organizationId: OrganizationId): Promise<boolean> {
  const memberships = (await visitingSession(deps, ctx))?.memberships ?? [];
  if (!memberships.some((membership) => membership.organizationId === organizationId)) return false;
  if (memberships.length > 1 && ctx.query.organization !== organizationId) {
    ctx.redirect(`${ctx.path}?${new URLSearchParams({ organization: organizationId })}`);
  } else if (!(await sendDashboard(ctx, deps))) {
    return false;
  }
  ctx.set('Cache-Control', 'no-store');
  return true;
}
