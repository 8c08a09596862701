import type { InstallationId, OrganizationId } from '../../../domain/shared/ids.ts';
import type { InstallationUse } from '../../../ports/installations/installations.ts';
import type { Sql } from '../database.ts';

/** See `Installations.usesOf`. */
export async function usesOf(sql: Sql, organizationId: OrganizationId): Promise<Map<InstallationId, InstallationUse>> {
  const counted = await sql
    .selectFrom('github_connections as c')
    .select(({ fn }) => [
      'c.installationId',
      fn.countAll<string>().as('connections'),
      fn.count<string>('c.repositoryId').distinct().as('repositories'),
    ])
    .where('c.organizationId', '=', organizationId)
    .groupBy('c.installationId')
    .execute();
  const installations = await sql
    .selectFrom('github_installations as i')
    .leftJoinLateral(
      ({ selectFrom }) =>
        selectFrom('webhook_deliveries as d')
          .select('d.receivedAt')
          .whereRef('d.installationId', '=', 'i.installationId')
          .orderBy('d.receivedAt', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .select(['i.installationId', 'last.receivedAt'])
    .where('i.organizationId', '=', organizationId)
    .execute();
  const countOf = new Map(counted.map(({ installationId, ...counts }) => [installationId, counts]));
  return new Map(
    installations.map(({ installationId, receivedAt: lastEventAt }) => {
      const { connections = 0, repositories = 0 } = countOf.get(installationId) ?? {};
      return [installationId, { connections: Number(connections), repositories: Number(repositories), lastEventAt }];
    }),
  );
}
