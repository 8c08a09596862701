import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { migrations } from '../../migrations/migrations.ts';
import { ApiKeyRow, MemberRow, OrganizationRow } from './access/access-tables.ts';
import { ConnectionRow } from './connections/connection-tables.ts';
import { DecisionRow, DeliveryRow } from './deliveries/delivery-tables.ts';
import { InstallationRow, InstallationTombstoneRow } from './installations/installation-tables.ts';
import { AttemptRow } from './publishing/attempt-tables.ts';
import { ArchiveRow, EntryRow, VersionRow } from './registry/registry-tables.ts';

export type Orm = ReturnType<typeof createOrm>;

/** MikroORM over all tables; connects at the first query. The migrator needs a second connection beside its lock's. */
export function createOrm(options: { databaseUrl: string; poolSize: number }) {
  return new MikroORM({
    clientUrl: options.databaseUrl,
    pool: { min: 0, max: Math.max(2, options.poolSize) },
    // A call waits so long for a connection at the most: an answer comes, whatever becomes of the database.
    driverOptions: { connectionTimeoutMillis: 30_000, keepAlive: true },
    entities: [
      OrganizationRow,
      MemberRow,
      ApiKeyRow,
      EntryRow,
      ArchiveRow,
      VersionRow,
      InstallationRow,
      InstallationTombstoneRow,
      ConnectionRow,
      AttemptRow,
      DeliveryRow,
      DecisionRow,
    ],
    extensions: [Migrator],
    migrations: { migrationsList: migrations, tableName: 'migrations', snapshot: false, silent: true },
  });
}
