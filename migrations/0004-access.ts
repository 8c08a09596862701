import { Migration } from '@mikro-orm/migrations';

/** Who changed what; keys with a name, a maker and a role of their own. */
export class Access extends Migration {
  override up(): void {
    for (const statement of [...keys, ...auditLog]) this.addSql(statement);
  }

  override down(): void {
    this.addSql('drop table audit_log');
    this.addSql("update api_keys set permissions = array_remove(permissions, 'organization:manage')");
    this.addSql('alter table api_keys drop column name, drop column role, drop column created_by');
  }
}

const keys = [
  `alter table api_keys add column name text, add column role text, add column created_by uuid,
    add constraint api_keys_created_by_foreign foreign key (created_by) references members (id),
    add constraint api_keys_role_check check (role in ('viewer', 'member', 'admin', 'owner'))`,
  'update api_keys set name = prefix, created_by = member_id',
  'alter table api_keys alter column name set not null, alter column created_by set not null',
  'create index api_keys_created_by on api_keys (created_by)',
  `update api_keys k set permissions = array_append(permissions, 'organization:manage') from members m
    where m.id = k.member_id and m.role = 'owner' and m.removed_at is null and k.revoked_at is null
      and not 'organization:manage' = any (permissions)`,
];

const auditLog = [
  `create table audit_log (
    id uuid primary key,
    organization_id uuid not null,
    member_id uuid not null,
    key_id uuid not null,
    action text not null,
    target_type text not null,
    target_id text not null,
    details jsonb not null,
    address text,
    request_id text,
    created_at timestamptz(3) not null,
    constraint audit_log_organization_id_foreign foreign key (organization_id) references organizations (id),
    constraint audit_log_member_id_foreign foreign key (member_id) references members (id),
    constraint audit_log_key_id_foreign foreign key (key_id) references api_keys (id)
  )`,
  'create index audit_log_newest on audit_log (organization_id, created_at, id)',
  'create index audit_log_target on audit_log (organization_id, target_type, target_id, created_at, id)',
];
