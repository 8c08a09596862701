import { Migration } from '@mikro-orm/migrations';

/** Every filter of the lists has an index, also for requests under row-level security. */
export class ListIndexes extends Migration {
  override up(): void {
    for (const statement of [...columns, ...indexes]) this.addSql(statement);
  }

  override down(): void {
    this.addSql('drop index github_decisions_verdict, github_publish_attempts_trigger, webhook_deliveries_event');
    this.addSql('alter table webhook_deliveries drop column repository_key');
    this.addSql('alter table github_connections drop column repository_key');
  }
}

const columns = [
  `alter table github_connections
    add column repository_key text generated always as (lower(repository_owner || '/' || repository_name)) stored`,
  `alter table webhook_deliveries
    add column repository_key text generated always as (lower(repository)) stored`,
];

const indexes = [
  'create index github_connections_repository_key on github_connections (repository_key, organization_id)',
  'create index webhook_deliveries_repository on webhook_deliveries (repository_key, received_at, id)',
  'create index webhook_deliveries_event on webhook_deliveries (event, received_at, id)',
  'create index github_decisions_verdict on github_decisions (organization_id, verdict, delivery_id)',
  `create index github_publish_attempts_trigger
    on github_publish_attempts (organization_id, trigger, created_at, id)`,
];
