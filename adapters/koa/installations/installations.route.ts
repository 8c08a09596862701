import type { Router } from '@koa/router';
import { z } from 'zod';
import type { Installation } from '../../../domain/installations/installation.ts';
import { bindInstallation } from '../../../workflows/installations/bind-installation.use-case.ts';
import { listInstallations } from '../../../workflows/installations/list-installations.use-case.ts';
import type { HttpDeps } from '../http-deps.ts';
import { bodyOf, installationNumber, plainText } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { authenticated } from '../routing.ts';

const path = '/api/v1/github/installations';

/** `suspended` is taken for the sake of clients that send it; GitHub's answer wins. */
const bindBody = z.strictObject({
  installation_id: installationNumber,
  account_login: plainText(1, 100),
  account_type: z.enum(['User', 'Organization']),
  suspended: z.boolean().optional(),
});

/** Lists and binds installations of the GitHub App. */
export function installationsRoutes(router: Router, deps: HttpDeps): void {
  router.get(
    path,
    authenticated(deps, async (ctx, caller) => {
      const { installations } = unlessRefused(await listInstallations(deps, { caller }));
      ctx.body = { installations: installations.map(installationJson) };
    }),
  );
  router.post(
    path,
    authenticated(deps, async (ctx, caller) => {
      const body = await bodyOf(ctx, bindBody);
      const bound = unlessRefused(
        await bindInstallation(deps, {
          caller,
          installationId: body.installation_id,
          accountLogin: body.account_login,
          accountType: body.account_type,
        }),
      );
      ctx.status = bound.already ? 200 : 201;
      ctx.body = installationJson(bound.installation);
    }),
  );
}

function installationJson(installation: Installation) {
  return {
    id: installation.id,
    installation_id: installation.installationId,
    account_login: installation.accountLogin,
    account_type: installation.accountType,
    suspended: installation.suspended,
    created_at: installation.createdAt.toISOString(),
    updated_at: installation.updatedAt.toISOString(),
  };
}
