import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { migrations } from '../../migrations/migrations.ts';
import { ApiKeyRow, MemberRow, OrganizationRow, UserRow } from './access/access-tables.ts';
import { AuditRow } from './access/audit-tables.ts';
import { IdempotencyKeyRow } from './access/idempotency-tables.ts';
import { SessionRow, SignInLinkRow } from './access/session-tables.ts';
import { ConnectionRow } from './connections/connection-tables.ts';
import { DecisionRow, DeliveryRow } from './deliveries/delivery-tables.ts';
import { InstallationRow, InstallationTombstoneRow } from './installations/installation-tables.ts';
import { SetupStateRow } from './installations/setup-state-tables.ts';
import { PreviewRow } from './previews/preview-tables.ts';
import { AttemptRow } from './publishing/attempt-tables.ts';
import { CurrentMoveRow, InstallRow } from './registry/pointer-tables.ts';
import { ArchiveRow, EntryRow, VersionRow } from './registry/registry-tables.ts';

export type Orm = ReturnType<typeof createOrm>;

/**
 * MikroORM over all tables; connects at the first query. `role` is what its connections act as, else the login itself,
 * as migrations do. The migrator needs a second connection beside its lock's.
 */
export function createOrm(options: { databaseUrl: string; poolSize: number; role?: string }) {
  return new MikroORM({
    clientUrl: options.databaseUrl,
    pool: { min: 0, max: Math.max(2, options.poolSize) },
    // A call waits so long for a connection at the most: an answer comes, whatever becomes of the database.
    driverOptions: {
      // MikroORM takes the address alone from the URL; the driver reads the rest of it, such as sslmode.
      connectionString: asRole(options.databaseUrl, options.role),
      connectionTimeoutMillis: 30_000,
      keepAlive: true,
    },
    entities: [
      OrganizationRow,
      UserRow,
      MemberRow,
      SessionRow,
      SignInLinkRow,
      ApiKeyRow,
      AuditRow,
      IdempotencyKeyRow,
      EntryRow,
      ArchiveRow,
      VersionRow,
      CurrentMoveRow,
      InstallRow,
      InstallationRow,
      InstallationTombstoneRow,
      SetupStateRow,
      ConnectionRow,
      AttemptRow,
      PreviewRow,
      DeliveryRow,
      DecisionRow,
    ],
    extensions: [Migrator],
    migrations: { migrationsList: migrations, tableName: 'migrations', snapshot: false, silent: true },
    // Policies are the migration's alone; test/contracts/row-level-security.test.ts holds them against the tables.
    schemaGenerator: { ignorePolicies: true },
  });
}

/**
 * The role is part of connecting: no statement runs without it, and a refusal leaves no half-made connection in the pool.
 * It comes behind the operator's own options, which it thereby overrides.
 */
function asRole(databaseUrl: string, role: string | undefined): string {
  if (role === undefined) return databaseUrl;
  const url = new URL(databaseUrl);
  const own = url.searchParams.get('options');
  url.searchParams.set('options', `${own ? `${own} ` : ''}-c role=${role}`);
  return url.href;
}
