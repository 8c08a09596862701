import { Migration } from '@mikro-orm/migrations';

/** Pushes by clients, rollbacks and yanks with their reasons, where the current version was before, and installs. */
export class RegistryContract extends Migration {
  override up(): void {
    for (const statement of [...versions, ...moves, ...installs]) this.addSql(statement);
  }

  override down(): void {
    this.addSql('drop table registry_installs');
    this.addSql('drop table registry_current_moves');
    this.addSql('drop index registry_entries_public');
    this.addSql(`alter table registry_versions drop column pushed_by, drop column pushed_with,
      drop column rolled_back_at, drop column rollback_reason, drop column yanked_at, drop column yank_reason`);
  }
}

const versions = [
  `alter table registry_versions
    add column pushed_by uuid,
    add column pushed_with uuid,
    add column rolled_back_at timestamptz(3),
    add column rollback_reason text,
    add column yanked_at timestamptz(3),
    add column yank_reason text,
    add constraint registry_versions_pushed_by_foreign foreign key (pushed_by) references members (id),
    add constraint registry_versions_pushed_with_foreign foreign key (pushed_with) references api_keys (id),
    add constraint registry_versions_yanked_check check ((yanked_at is null) = (yank_reason is null))`,
  `create index registry_entries_public on registry_entries (name, id)
    where visibility = 'public' and hidden_reason is null`,
];

// What was current before this migration is not known; only what is current now.
const moves = [
  `create table registry_current_moves (
    id uuid primary key,
    entry_id uuid not null,
    position integer not null,
    version_id uuid,
    chosen_at timestamptz(3),
    cause text not null,
    moved_at timestamptz(3) not null,
    constraint registry_current_moves_position unique (entry_id, position),
    constraint registry_current_moves_entry_id_foreign foreign key (entry_id) references registry_entries (id),
    constraint registry_current_moves_version_id_foreign foreign key (version_id) references registry_versions (id),
    constraint registry_current_moves_cause_check
      check (cause = any (array['derived', 'pushed', 'rolled-back', 'yanked', 'unyanked']))
  )`,
  `insert into registry_current_moves (id, entry_id, position, version_id, chosen_at, cause, moved_at)
    select gen_random_uuid(), e.id, 1, v.id, e.current_chosen_at, 'derived',
        greatest(v.published_at, e.current_chosen_at)
      from registry_entries e join registry_versions v on v.id = e.current_version_id`,
];

const installs = [
  `create table registry_installs (
    id uuid primary key,
    organization_id uuid not null,
    entry_id uuid not null,
    version_id uuid,
    content_hash text,
    member_id uuid not null,
    key_id uuid not null,
    device_id text not null,
    install_path text not null,
    receipt_id text,
    installed_at timestamptz(3) not null,
    constraint registry_installs_receipt unique (entry_id, receipt_id),
    constraint registry_installs_organization_id_foreign foreign key (organization_id) references organizations (id),
    constraint registry_installs_entry_id_foreign foreign key (entry_id) references registry_entries (id),
    constraint registry_installs_version_id_foreign foreign key (version_id) references registry_versions (id),
    constraint registry_installs_member_id_foreign foreign key (member_id) references members (id),
    constraint registry_installs_key_id_foreign foreign key (key_id) references api_keys (id),
    constraint registry_installs_content_hash_check check (content_hash ~ '^[0-9a-f]{64}$')
  )`,
  'create index registry_installs_entry on registry_installs (entry_id, installed_at, id)',
];
