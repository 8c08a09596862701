import type { OrganizationId } from '../../../domain/shared/ids.ts';
import type { Organization, Organizations } from '../../../ports/access/organizations.ts';
import type { Database, Sql } from '../database.ts';
import { recordAudit } from './audit-records.ts';

export function postgresOrganizations(database: Database): Organizations {
  return {
    get: (organizationId) => database.within(organizationId, (sql) => getOrganization(sql, organizationId)),

    rename: (name, by) =>
      database.within(by.organizationId, async (sql) => {
        const renamed = await sql
          .updateTable('organizations')
          .set({ name })
          .where('id', '=', by.organizationId)
          .where('name', '!=', name)
          .returning('id')
          .executeTakeFirst();
        if (renamed !== undefined) {
          const target = { type: 'organization', id: by.organizationId } as const;
          await recordAudit(sql, by, { action: 'organization.updated', target, details: { name } }, database.now());
        }
        return await getOrganization(sql, by.organizationId);
      }),
  };
}

async function getOrganization(sql: Sql, id: OrganizationId): Promise<Organization> {
  const row = await sql
    .selectFrom('organizations')
    .select(['id', 'name', 'plan', 'writeBackMode', 'createdAt'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw new Error(`Organization ${id} does not exist`);
  return row;
}
