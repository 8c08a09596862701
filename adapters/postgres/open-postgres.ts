import type { Access } from '../../ports/access/access.ts';
import type { ApiKeys } from '../../ports/access/api-keys.ts';
import type { AuditLog } from '../../ports/access/audit-log.ts';
import type { IdempotencyKeys } from '../../ports/access/idempotency.ts';
import type { Members } from '../../ports/access/members.ts';
import type { Organizations } from '../../ports/access/organizations.ts';
import type { Sessions } from '../../ports/access/sessions.ts';
import type { SignInLinks } from '../../ports/access/sign-in-links.ts';
import type { Connections } from '../../ports/connections/connections.ts';
import type { RepositorySightings } from '../../ports/connections/repository-sightings.ts';
import type { Deliveries } from '../../ports/deliveries/deliveries.ts';
import type { DeliveryLog } from '../../ports/deliveries/delivery-log.ts';
import type { Installations } from '../../ports/installations/installations.ts';
import type { SetupStates } from '../../ports/installations/setup-states.ts';
import type { Previews } from '../../ports/previews/previews.ts';
import type { AttemptChanges, AttemptNotifications } from '../../ports/publishing/attempt-changes.ts';
import type { Attempts } from '../../ports/publishing/attempts.ts';
import type { Backlog } from '../../ports/publishing/backlog.ts';
import type { Explanations } from '../../ports/publishing/explanations.ts';
import type { Publications } from '../../ports/publishing/publications.ts';
import type { Registry } from '../../ports/registry/registry.ts';
import { postgresAccess } from './access/postgres-access.ts';
import { postgresApiKeys } from './access/postgres-api-keys.ts';
import { postgresAuditLog } from './access/postgres-audit-log.ts';
import { postgresIdempotency } from './access/postgres-idempotency.ts';
import { postgresMembers } from './access/postgres-members.ts';
import { postgresOrganizations } from './access/postgres-organizations.ts';
import { postgresSessions } from './access/postgres-sessions.ts';
import { postgresSignInLinks } from './access/postgres-sign-in-links.ts';
import { postgresConnections } from './connections/postgres-connections.ts';
import { repositorySightings } from './connections/repository-sightings.ts';
import { database, serviceRole } from './database.ts';
import { postgresDeliveryLog } from './deliveries/delivery-log.ts';
import { postgresDeliveries } from './deliveries/postgres-deliveries.ts';
import { postgresInstallations } from './installations/postgres-installations.ts';
import { postgresSetupStates } from './installations/postgres-setup-states.ts';
import { migrate } from './migrate.ts';
import { createOrm } from './orm.ts';
import { postgresPreviews } from './previews/postgres-previews.ts';
import { postgresAttemptChanges } from './publishing/attempt-changes.ts';
import { attemptNotifications } from './publishing/attempt-notifications.ts';
import { postgresBacklog } from './publishing/backlog.ts';
import { postgresAttempts } from './publishing/postgres-attempts.ts';
import { postgresExplanations } from './publishing/postgres-explanations.ts';
import { postgresPublications } from './publishing/postgres-publications.ts';
import { postgresRegistry } from './registry/postgres-registry.ts';

export type PostgresOptions = {
  databaseUrl: string;
  /** The brand part of status contexts. */
  brand: string;
  /** The most connections held at once; at least 2. */
  poolSize?: number;
  clock?: () => Date;
};

export type Postgres = {
  attempts: Attempts;
  changes: AttemptChanges;
  notifications: AttemptNotifications;
  explanations: Explanations;
  backlog: Backlog;
  publications: Publications;
  previews: Previews;
  deliveries: Deliveries;
  deliveryLog: DeliveryLog;
  connections: Connections;
  sightings: RepositorySightings;
  installations: Installations;
  setupStates: SetupStates;
  registry: Registry;
  access: Access;
  organizations: Organizations;
  members: Members;
  apiKeys: ApiKeys;
  sessions: Sessions;
  signInLinks: SignInLinks;
  auditLog: AuditLog;
  idempotency: IdempotencyKeys;
  /** Runs the migrations that have not run yet and gives their names; any number of servers may do so at once. */
  migrate(): Promise<string[]>;
  /** Throws when the database cannot be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

/**
 * All ports of persistence on one PostgreSQL database. Connects at the first call; connections that the server dropped
 * are replaced, so that after a restart only the calls in flight throw.
 */
export function openPostgres({
  databaseUrl,
  brand,
  poolSize = 10,
  clock = () => new Date(),
}: PostgresOptions): Postgres {
  const orm = createOrm({ databaseUrl, poolSize, role: serviceRole });
  const on = database(orm, clock);
  const notifications = attemptNotifications({ databaseUrl });
  return {
    attempts: postgresAttempts(on, brand),
    changes: postgresAttemptChanges(on),
    notifications,
    explanations: postgresExplanations(on),
    backlog: postgresBacklog(on),
    previews: postgresPreviews(on),
    publications: postgresPublications(on, brand),
    deliveries: postgresDeliveries(on, brand),
    deliveryLog: postgresDeliveryLog(on),
    connections: postgresConnections(on, brand),
    sightings: repositorySightings(on, brand),
    installations: postgresInstallations(on, brand),
    setupStates: postgresSetupStates(on),
    registry: postgresRegistry(on),
    access: postgresAccess(on),
    organizations: postgresOrganizations(on),
    members: postgresMembers(on),
    apiKeys: postgresApiKeys(on),
    sessions: postgresSessions(on),
    signInLinks: postgresSignInLinks(on),
    auditLog: postgresAuditLog(on),
    idempotency: postgresIdempotency(on),
    migrate: () => migrateAsOwner(databaseUrl),
    ping: async () => {
      await orm.em.fork().execute('select 1');
    },
    close: async () => {
      await notifications.close();
      await orm.close(true);
    },
  };
}

/** Tables belong to the login; the service's role may not change them, and exists only from its migration on. */
async function migrateAsOwner(databaseUrl: string): Promise<string[]> {
  const orm = createOrm({ databaseUrl, poolSize: 2 });
  try {
    return await migrate(orm);
  } finally {
    await orm.close(true);
  }
}
