import { Migration } from '@mikro-orm/migrations';

/** Previews of pull requests: a switch for each connection, and what was looked at for which head. */
export class Previews extends Migration {
  override up(): void {
    for (const statement of [...connections, ...previews, ...decisions]) this.addSql(statement);
  }

  override down(): void {
    this.addSql("delete from github_decisions where trigger = 'pull_request' or verdict = 'preview'");
    this.addSql(`alter table github_decisions
      drop constraint github_decisions_trigger_check,
      add constraint github_decisions_trigger_check check (trigger in ('branch', 'tag', 'manual', 're-run', 'sweep')),
      drop constraint github_decisions_verdict_check,
      add constraint github_decisions_verdict_check check (verdict in ('publish', 'joined', 'skip'))`);
    this.addSql('drop table github_previews');
    this.addSql('alter table github_connections drop column pr_preview_enabled');
  }
}

const connections = ['alter table github_connections add column pr_preview_enabled boolean not null default false'];

const previews = [
  `create table github_previews (
    id uuid primary key,
    organization_id uuid not null,
    connection_id uuid not null,
    entry_id uuid not null,
    pull_number integer not null,
    head_sha text not null,
    base_ref text not null,
    from_fork boolean not null,
    head_at timestamptz(3) not null,
    settings_revision integer not null,
    run integer not null,
    status text not null,
    message text,
    title text,
    check_run_id text,
    workflow_id text not null,
    engine text,
    started_at timestamptz(3),
    telling_begun_at timestamptz(3),
    created_at timestamptz(3) not null,
    finished_at timestamptz(3),
    constraint github_previews_run unique (connection_id, head_sha, base_ref, run),
    constraint github_previews_organization_id_foreign foreign key (organization_id) references organizations (id),
    constraint github_previews_entry_id_foreign foreign key (entry_id) references registry_entries (id),
    constraint github_previews_status_check check (status in ('pending', 'told', 'superseded', 'failed')),
    constraint github_previews_finished_check check ((status = 'pending') = (finished_at is null)),
    constraint github_previews_head_sha_check check (head_sha ~ '^([0-9a-f]{40}|[0-9a-f]{64})$')
  )`,
  'create index github_previews_pull on github_previews (connection_id, pull_number, created_at, id)',
  `create index github_previews_unstarted on github_previews (created_at, id)
    where status = 'pending' and engine is null`,
  `create index github_previews_started on github_previews (started_at, id)
    where status = 'pending' and engine is not null`,
];

const decisions = [
  `alter table github_decisions
    drop constraint github_decisions_trigger_check,
    add constraint github_decisions_trigger_check
      check (trigger in ('branch', 'tag', 'manual', 're-run', 'sweep', 'pull_request')),
    drop constraint github_decisions_verdict_check,
    add constraint github_decisions_verdict_check check (verdict in ('publish', 'joined', 'skip', 'preview'))`,
];
