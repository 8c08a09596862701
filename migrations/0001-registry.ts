import { Migration } from '@mikro-orm/migrations';

/** Who uses the registry, and what it holds. */
export class Registry extends Migration {
  override up(): void {
    for (const statement of [...access, ...registry]) this.addSql(statement);
  }

  override down(): void {
    this.addSql('alter table registry_entries drop constraint registry_entries_current_version');
    for (const table of [
      'registry_versions',
      'registry_archives',
      'registry_entries',
      'api_keys',
      'members',
      'organizations',
    ]) {
      this.addSql(`drop table ${table}`);
    }
  }
}

const access = [
  `create table organizations (
    id uuid primary key,
    name text not null,
    plan text not null,
    write_back_mode text not null default 'checks',
    created_at timestamptz(3) not null,
    constraint organizations_plan_check check (plan in ('free', 'pro', 'enterprise')),
    constraint organizations_write_back_mode_check check (write_back_mode in ('off', 'checks', 'checks_and_prs'))
  )`,
  `create table members (
    id uuid primary key,
    organization_id uuid not null,
    name text not null,
    role text not null,
    created_at timestamptz(3) not null,
    removed_at timestamptz(3),
    constraint members_organization_id_foreign foreign key (organization_id) references organizations (id),
    constraint members_role_check check (role in ('viewer', 'member', 'admin', 'owner'))
  )`,
  'create index members_organization on members (organization_id)',
  `create table api_keys (
    id uuid primary key,
    member_id uuid not null,
    key_hash text not null,
    prefix text not null,
    permissions text[] not null,
    created_at timestamptz(3) not null,
    last_used_at timestamptz(3),
    expires_at timestamptz(3),
    revoked_at timestamptz(3),
    constraint api_keys_key_hash unique (key_hash),
    constraint api_keys_member_id_foreign foreign key (member_id) references members (id),
    constraint api_keys_key_hash_check check (key_hash ~ '^[0-9a-f]{64}$')
  )`,
  'create index api_keys_member on api_keys (member_id)',
];

const registry = [
  `create table registry_entries (
    id uuid primary key,
    organization_id uuid not null,
    name text not null,
    entry_type text not null,
    description text,
    visibility text not null,
    source_repo text,
    current_version_id uuid,
    current_chosen_at timestamptz(3),
    created_at timestamptz(3) not null,
    constraint registry_entries_name unique (organization_id, name),
    constraint registry_entries_organization_id_foreign foreign key (organization_id) references organizations (id),
    constraint registry_entries_entry_type_check check (entry_type = any (array['skill'])),
    constraint registry_entries_visibility_check check (visibility in ('public', 'org', 'unlisted'))
  )`,
  `create table registry_archives (
    content_hash text primary key,
    tar_hash text not null,
    manifest_hash text not null,
    size_bytes bigint not null,
    unpacked_bytes bigint not null,
    compressor text not null,
    file_manifest jsonb not null,
    skill_manifest jsonb not null,
    packed_at timestamptz(3) not null,
    constraint registry_archives_content_hash_check check (content_hash ~ '^[0-9a-f]{64}$'),
    constraint registry_archives_tar_hash_check check (tar_hash ~ '^[0-9a-f]{64}$'),
    constraint registry_archives_manifest_hash_check check (manifest_hash ~ '^[0-9a-f]{64}$')
  )`,
  `create table registry_versions (
    id uuid primary key,
    entry_id uuid not null,
    version text not null,
    origin_kind text not null,
    connection_id uuid,
    source text not null,
    source_ref text,
    source_tag text,
    source_repo text,
    content_hash text not null,
    rolled_back boolean not null default false,
    change_summary text,
    published_at timestamptz(3) not null,
    constraint registry_versions_version unique (entry_id, version),
    constraint registry_versions_entry unique (entry_id, id),
    constraint registry_versions_entry_id_foreign foreign key (entry_id) references registry_entries (id),
    constraint registry_versions_content_hash_foreign
      foreign key (content_hash) references registry_archives (content_hash),
    constraint registry_versions_origin_kind_check check (origin_kind in ('branch', 'tag', 'other-ref', 'client')),
    constraint registry_versions_origin_check check (
      origin_kind = 'client'
      or (connection_id is not null and source_ref is not null and (origin_kind <> 'tag' or source_tag is not null))
    ),
    constraint registry_versions_source_check check (source in ('cli', 'github', 'github-direct')),
    constraint registry_versions_source_ref_check check (source_ref ~ '^([0-9a-f]{40}|[0-9a-f]{64})$')
  )`,
  'create index registry_versions_newest on registry_versions (entry_id, published_at, id)',
  'create index registry_versions_content on registry_versions (content_hash, entry_id)',
  'create index registry_versions_commit on registry_versions (connection_id, source_ref)',
  `alter table registry_entries add constraint registry_entries_current_version
    foreign key (id, current_version_id) references registry_versions (entry_id, id)`,
];
