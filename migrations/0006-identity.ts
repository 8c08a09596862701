import { Migration } from '@mikro-orm/migrations';

/** What is seen of a connected repository, why a connection is paused, and entries that are hidden since their source went private. */
export class Identity extends Migration {
  override up(): void {
    for (const statement of [...entries, ...connections, connectionNames, ...attempts]) this.addSql(statement);
  }

  override down(): void {
    this.addSql('alter table github_publish_attempts drop column deleted_connection');
    this.addSql('drop index github_connections_repository_name');
    this.addSql('alter table github_connections drop constraint github_connections_paused_reason_check');
    this.addSql(`update github_connections set paused_reason = 'repository_deleted'
      where paused_reason = 'repository_replaced'`);
    this.addSql(`alter table github_connections
      drop column paused_reasons,
      drop column repository_private,
      drop column repository_archived,
      add constraint github_connections_paused_reason_check check (paused_reason in (
        'installation_deleted', 'installation_unbound', 'repository_transferred', 'repository_deleted',
        'repository_removed_from_installation'
      ))`);
    this.addSql('alter table registry_entries drop column hidden_reason, drop column hidden_at');
  }
}

const entries = [
  `alter table registry_entries
    add column hidden_reason text,
    add column hidden_at timestamptz(3),
    add constraint registry_entries_hidden_reason_check check (hidden_reason = any (array['source_made_private'])),
    add constraint registry_entries_hidden_check check ((hidden_reason is null) = (hidden_at is null))`,
];

// Connections that are there already: whether their repository is private is learned when GitHub next says so.
const connections = [
  `alter table github_connections
    add column paused_reasons text[] not null default '{}',
    add column repository_private boolean,
    add column repository_archived boolean not null default false`,
  'update github_connections set paused_reasons = array[paused_reason] where paused_reason is not null',
  'alter table github_connections drop constraint github_connections_paused_reason_check',
  `alter table github_connections
    add constraint github_connections_paused_reason_check check (not paused_reason is distinct from paused_reasons[1]),
    add constraint github_connections_paused_reasons_check check (paused_reasons <@ array[
      'repository_deleted', 'repository_replaced', 'repository_transferred', 'installation_deleted',
      'installation_unbound', 'repository_removed_from_installation'
    ])`,
];

// Whether the repository of an event bears a connected one's name is looked up with each event.
const connectionNames =
  'create index github_connections_repository_name on github_connections (lower(repository_owner), lower(repository_name))';

const attempts = ['alter table github_publish_attempts add column deleted_connection jsonb'];
