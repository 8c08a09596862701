import { Migration } from '@mikro-orm/migrations';

/** Installations, connections, publish attempts and the webhook inbox. */
export class GitHubPublishing extends Migration {
  override up(): void {
    for (const statement of [...installations, ...connections, ...attempts, ...deliveries]) this.addSql(statement);
  }

  override down(): void {
    for (const table of [
      'github_decisions',
      'webhook_deliveries',
      'github_publish_attempts',
      'github_connections',
      'github_installation_tombstones',
      'github_installations',
    ]) {
      this.addSql(`drop table ${table}`);
    }
  }
}

const installations = [
  `create table github_installations (
    id uuid primary key,
    installation_id bigint not null,
    organization_id uuid,
    account_id bigint not null,
    account_login text not null,
    account_type text not null,
    suspended boolean not null,
    permissions jsonb not null,
    events jsonb not null,
    repository_selection text not null,
    created_at timestamptz(3) not null,
    updated_at timestamptz(3) not null,
    constraint github_installations_installation_id unique (installation_id),
    constraint github_installations_organization_id_foreign
      foreign key (organization_id) references organizations (id),
    constraint github_installations_account_type_check check (account_type in ('User', 'Organization')),
    constraint github_installations_repository_selection_check check (repository_selection in ('all', 'selected'))
  )`,
  'create index github_installations_organization on github_installations (organization_id)',
  `create table github_installation_tombstones (
    installation_id bigint primary key,
    deleted_at timestamptz(3) not null
  )`,
];

const connections = [
  `create table github_connections (
    id uuid primary key,
    organization_id uuid not null,
    entry_id uuid not null,
    installation_id bigint not null,
    repository_id bigint not null,
    repository_owner_id bigint not null,
    repository_owner text not null,
    repository_name text not null,
    default_branch text not null,
    skill_path text not null,
    auto_publish boolean not null,
    write_back_enabled boolean not null,
    tag_pattern text not null,
    settings_revision integer not null default 1,
    branch_revision integer not null default 0,
    paused_reason text,
    created_by uuid not null,
    created_at timestamptz(3) not null,
    updated_at timestamptz(3) not null,
    constraint github_connections_entry unique (entry_id),
    constraint github_connections_organization_id_foreign foreign key (organization_id) references organizations (id),
    constraint github_connections_entry_id_foreign foreign key (entry_id) references registry_entries (id),
    constraint github_connections_created_by_foreign foreign key (created_by) references members (id),
    constraint github_connections_paused_reason_check check (paused_reason in (
      'installation_deleted', 'repository_transferred', 'repository_deleted', 'repository_removed_from_installation'
    ))
  )`,
  'create index github_connections_organization on github_connections (organization_id, created_at, id)',
  'create index github_connections_repository on github_connections (repository_id)',
  'create index github_connections_installation on github_connections (installation_id)',
];

const attempts = [
  `create table github_publish_attempts (
    id uuid primary key,
    organization_id uuid not null,
    connection_id uuid not null,
    entry_id uuid not null,
    trigger text not null,
    ref text not null,
    commit text,
    run integer not null,
    settings_revision integer not null,
    holds_key boolean not null,
    joined_to uuid,
    status text not null,
    reason text,
    message text,
    outcome jsonb,
    version text,
    version_id uuid,
    write_back_status text not null,
    write_back_message text,
    write_back_at timestamptz(3),
    announce_begun_at timestamptz(3),
    conclude_begun_at timestamptz(3),
    check_run_id text,
    status_context text,
    workflow_id text,
    engine text,
    started_at timestamptz(3),
    history jsonb,
    created_at timestamptz(3) not null,
    finished_at timestamptz(3),
    constraint github_publish_attempts_organization_id_foreign
      foreign key (organization_id) references organizations (id),
    constraint github_publish_attempts_entry_id_foreign foreign key (entry_id) references registry_entries (id),
    constraint github_publish_attempts_version_id_foreign foreign key (version_id) references registry_versions (id),
    constraint github_publish_attempts_trigger_check
      check (trigger in ('branch', 'tag', 'manual', 're-run', 'sweep')),
    constraint github_publish_attempts_status_check check (status in ('pending', 'published', 'skipped', 'failed')),
    constraint github_publish_attempts_finished_check
      check ((status = 'pending') = (finished_at is null) and (status = 'pending') = (outcome is null)),
    constraint github_publish_attempts_write_back_status_check
      check (write_back_status in ('disabled', 'pending', 'success', 'failed', 'unsupported')),
    constraint github_publish_attempts_engine_check check (engine in ('temporal', 'embedded')),
    constraint github_publish_attempts_commit_check check (commit ~ '^([0-9a-f]{40}|[0-9a-f]{64})$')
  )`,
  `create unique index github_publish_attempts_run on github_publish_attempts (connection_id, ref, commit, run)
    where joined_to is null`,
  `create unique index github_publish_attempts_key
    on github_publish_attempts (connection_id, settings_revision, ref, commit) where holds_key`,
  'create index github_publish_attempts_list on github_publish_attempts (organization_id, created_at, id)',
  'create index github_publish_attempts_connection on github_publish_attempts (connection_id, created_at, id)',
  'create index github_publish_attempts_ref on github_publish_attempts (organization_id, ref, created_at, id)',
  'create index github_publish_attempts_commit on github_publish_attempts (commit, connection_id)',
  'create index github_publish_attempts_status on github_publish_attempts (organization_id, status, created_at, id)',
  `create index github_publish_attempts_unstarted on github_publish_attempts (created_at, id)
    where status = 'pending' and engine is null`,
  `create index github_publish_attempts_started on github_publish_attempts (started_at, id)
    where status = 'pending' and engine is not null`,
  `create index github_publish_attempts_without_history on github_publish_attempts (finished_at, id)
    where engine is not null and finished_at is not null and history is null`,
];

const deliveries = [
  `create table webhook_deliveries (
    id uuid primary key,
    guid text not null,
    event text not null,
    action text,
    body bytea not null,
    status text not null,
    tries integer not null default 0,
    leased_until timestamptz(3),
    retry_at timestamptz(3),
    error text,
    received_at timestamptz(3) not null,
    processed_at timestamptz(3),
    constraint webhook_deliveries_guid unique (guid),
    constraint webhook_deliveries_status_check check (status in ('pending', 'processed', 'ignored', 'failed'))
  )`,
  `create index webhook_deliveries_pending on webhook_deliveries (received_at, id) where status = 'pending'`,
  'create index webhook_deliveries_newest on webhook_deliveries (received_at, id)',
  `create table github_decisions (
    id uuid primary key,
    delivery_id uuid not null,
    connection_id uuid not null,
    trigger text not null,
    ref text not null,
    commit text,
    verdict text not null,
    reason text,
    attempt_id uuid,
    created_at timestamptz(3) not null,
    constraint github_decisions_delivery_id_foreign foreign key (delivery_id) references webhook_deliveries (id),
    constraint github_decisions_attempt_id_foreign
      foreign key (attempt_id) references github_publish_attempts (id),
    constraint github_decisions_trigger_check check (trigger in ('branch', 'tag', 'manual', 're-run', 'sweep')),
    constraint github_decisions_verdict_check check (verdict in ('publish', 'joined', 'skip')),
    constraint github_decisions_commit_check check (commit ~ '^([0-9a-f]{40}|[0-9a-f]{64})$')
  )`,
  'create index github_decisions_delivery on github_decisions (delivery_id)',
  'create index github_decisions_connection on github_decisions (connection_id, created_at, id)',
  'create index github_decisions_attempt on github_decisions (attempt_id)',
];
