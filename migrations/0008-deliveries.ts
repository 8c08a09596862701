import { Migration } from '@mikro-orm/migrations';

/** What explains deliveries and attempts: where a delivery came from, what was packed, cancelling, and changes in order. */
export class Deliveries extends Migration {
  override up(): void {
    for (const statement of [...deliveries, ...decisions, ...attempts, ...changes]) this.addSql(statement);
  }

  override down(): void {
    for (const statement of back) this.addSql(statement);
  }
}

const deliveries = [
  `alter table webhook_deliveries
    add column installation_id bigint,
    add column repository_id bigint,
    add column repository text,
    add column ref text,
    add column commit text,
    add column headers jsonb,
    add column failed_at timestamptz(3),
    alter column body drop not null,
    add constraint webhook_deliveries_commit_check check (commit ~ '^([0-9a-f]{40}|[0-9a-f]{64})$')`,
  'create index webhook_deliveries_installation on webhook_deliveries (installation_id, received_at, id)',
  'create index webhook_deliveries_commit on webhook_deliveries (commit, installation_id)',
  'create index webhook_deliveries_bodies on webhook_deliveries (received_at) where body is not null',
  `create index webhook_deliveries_failed on webhook_deliveries (received_at, id) where status = 'failed'`,
];

const decisions = [
  'alter table github_decisions add column organization_id uuid',
  `update github_decisions d set organization_id = c.organization_id
    from github_connections c where c.id = d.connection_id`,
  `update github_decisions d set organization_id = a.organization_id
    from github_publish_attempts a where d.organization_id is null and a.id = d.attempt_id`,
  `alter table github_decisions add constraint github_decisions_organization_id_foreign
    foreign key (organization_id) references organizations (id)`,
  'create index github_decisions_commit on github_decisions (organization_id, commit)',
];

const attempts = [
  `alter table github_publish_attempts
    add column content_hash text,
    add column cancelled_at timestamptz(3),
    add column conclusion_started_at timestamptz(3),
    add column changed_xid bigint not null default 0,
    add column changed_seq bigint not null default 0,
    add constraint github_publish_attempts_content_hash_check check (content_hash ~ '^[0-9a-f]{64}$')`,
  'create index github_publish_attempts_reason on github_publish_attempts (organization_id, reason, created_at, id)',
  'create index github_publish_attempts_entry on github_publish_attempts (entry_id, created_at, id)',
  `create index github_publish_attempts_changes
    on github_publish_attempts (organization_id, changed_xid, changed_seq)`,
  `create index github_publish_attempts_cancelled on github_publish_attempts (cancelled_at)
    where cancelled_at is not null and conclusion_started_at is null`,
];

/** The columns whose change somebody who watches the attempt sees. */
const watched = [
  ...['ref', 'commit', 'run', 'joined_to', 'status', 'reason', 'message', 'version', 'engine', 'content_hash'],
  ...['write_back_status', 'write_back_message', 'check_run_id', 'status_context'],
  ...['announce_begun_at', 'conclude_begun_at', 'cancelled_at'],
];
const row = (name: string) => `(${watched.map((column) => `${name}.${column}`).join(', ')})`;

// It runs as its owner: who changes an attempt needs no right to the sequence.
const changes = [
  'create sequence github_attempt_changes as bigint',
  `create function github_attempt_changed() returns trigger language plpgsql security definer
    set search_path from current as $$
    begin
      new.changed_xid := pg_current_xact_id()::text::bigint;
      new.changed_seq := nextval('github_attempt_changes');
      perform pg_notify('github_attempts', new.organization_id::text);
      return new;
    end $$`,
  `create trigger github_attempt_inserted before insert on github_publish_attempts
    for each row execute function github_attempt_changed()`,
  `create trigger github_attempt_updated before update on github_publish_attempts
    for each row when (${row('old')} is distinct from ${row('new')}) execute function github_attempt_changed()`,
];

const back = [
  'drop trigger github_attempt_updated on github_publish_attempts',
  'drop trigger github_attempt_inserted on github_publish_attempts',
  'drop function github_attempt_changed()',
  'drop sequence github_attempt_changes',
  'drop index github_publish_attempts_cancelled',
  'drop index github_publish_attempts_changes',
  'drop index github_publish_attempts_entry',
  'drop index github_publish_attempts_reason',
  `alter table github_publish_attempts
    drop column content_hash, drop column cancelled_at, drop column conclusion_started_at,
    drop column changed_xid, drop column changed_seq`,
  'drop index github_decisions_commit',
  'alter table github_decisions drop column organization_id',
  'drop index webhook_deliveries_failed',
  'drop index webhook_deliveries_bodies',
  'drop index webhook_deliveries_commit',
  'drop index webhook_deliveries_installation',
  "update webhook_deliveries set body = '' where body is null",
  `alter table webhook_deliveries
    drop column installation_id, drop column repository_id, drop column repository, drop column ref,
    drop column commit, drop column headers, drop column failed_at, alter column body set not null`,
];
