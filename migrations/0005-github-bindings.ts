import { Migration } from '@mikro-orm/migrations';

/** One-time states that prove who set out to install the App, and connections that pause when it is unbound. */
export class GitHubBindings extends Migration {
  override up(): void {
    this.addSql(`create table github_setup_states (
      id uuid primary key,
      organization_id uuid not null,
      member_id uuid not null,
      state_hash text not null,
      created_at timestamptz(3) not null,
      expires_at timestamptz(3) not null,
      used_at timestamptz(3),
      constraint github_setup_states_state_hash unique (state_hash),
      constraint github_setup_states_organization_id_foreign
        foreign key (organization_id) references organizations (id),
      constraint github_setup_states_member_id_foreign foreign key (member_id) references members (id),
      constraint github_setup_states_state_hash_check check (state_hash ~ '^[0-9a-f]{64}$')
    )`);
    this.addSql(
      'create index github_setup_states_organization on github_setup_states (organization_id, created_at, id)',
    );
    this.replacePauseReasons([...before, 'installation_unbound']);
  }

  override down(): void {
    this.addSql(`update github_connections set paused_reason = 'installation_deleted'
      where paused_reason = 'installation_unbound'`);
    this.replacePauseReasons(before);
    this.addSql('drop table github_setup_states');
  }

  private replacePauseReasons(reasons: readonly string[]): void {
    const listed = reasons.map((reason) => `'${reason}'`).join(', ');
    this.addSql('alter table github_connections drop constraint github_connections_paused_reason_check');
    this.addSql(`alter table github_connections add constraint github_connections_paused_reason_check
      check (paused_reason in (${listed}))`);
  }
}

const before = [
  'installation_deleted',
  'repository_transferred',
  'repository_deleted',
  'repository_removed_from_installation',
];
