import { Migration } from '@mikro-orm/migrations';
import { ofOrganization, policiesOf } from './row-policies.ts';

/** People who sign in: users, their sessions, links that let members in; changes are made by sessions as well as by keys. */
export class Sessions extends Migration {
  override up(): void {
    for (const statement of [...users, ...sessions, ...links, ...credentials, ...policies]) this.addSql(statement);
  }

  override down(): void {
    this.addSql('delete from idempotency_keys i where not exists (select from api_keys k where k.id = i.caller_id)');
    this.addSql('alter table idempotency_keys rename column caller_id to key_id');
    this.addSql(`alter table idempotency_keys
      add constraint idempotency_keys_key_id_foreign foreign key (key_id) references api_keys (id)`);
    this.addSql('delete from registry_installs where key_id is null');
    this.addSql('alter table registry_installs alter column key_id set not null');
    this.addSql('delete from audit_log where key_id is null');
    this.addSql('alter table audit_log drop column session_id, alter column key_id set not null');
    this.addSql('drop table sign_in_links');
    this.addSql('drop table user_sessions');
    // Its policy looks into members.
    this.addSql('drop policy requests on users');
    this.addSql('alter table members drop column user_id');
    this.addSql('drop table users');
  }
}

const users = [
  `create table users (
    id uuid primary key,
    github_id bigint,
    login text,
    name text not null,
    avatar_url text,
    created_at timestamptz(3) not null,
    constraint users_github_id unique (github_id),
    constraint users_github_check check ((github_id is null) = (login is null))
  )`,
  `alter table members add column user_id uuid,
    add constraint members_user_id_foreign foreign key (user_id) references users (id)`,
  'create unique index members_user on members (user_id, organization_id) where removed_at is null',
];

const sessions = [
  `create table user_sessions (
    id uuid primary key,
    user_id uuid not null,
    organization_id uuid,
    let_in_by uuid,
    token_hash text not null,
    previous_token_hash text,
    rotated_at timestamptz(3) not null,
    created_at timestamptz(3) not null,
    last_used_at timestamptz(3) not null,
    expires_at timestamptz(3) not null,
    user_agent text,
    constraint user_sessions_token_hash unique (token_hash),
    constraint user_sessions_user_id_foreign foreign key (user_id) references users (id),
    constraint user_sessions_organization_id_foreign foreign key (organization_id) references organizations (id),
    constraint user_sessions_let_in_by_foreign foreign key (let_in_by) references members (id),
    constraint user_sessions_token_hash_check check (token_hash ~ '^[0-9a-f]{64}$'),
    constraint user_sessions_bound_check check ((organization_id is null) = (let_in_by is null))
  )`,
  'create index user_sessions_user on user_sessions (user_id)',
  'create index user_sessions_previous on user_sessions (previous_token_hash)',
  'create index user_sessions_expiry on user_sessions (expires_at)',
];

const links = [
  `create table sign_in_links (
    token_hash text primary key,
    member_id uuid not null,
    organization_id uuid not null,
    created_by uuid,
    created_at timestamptz(3) not null,
    expires_at timestamptz(3) not null,
    used_at timestamptz(3),
    constraint sign_in_links_member_id_foreign foreign key (member_id) references members (id),
    constraint sign_in_links_organization_id_foreign foreign key (organization_id) references organizations (id),
    constraint sign_in_links_created_by_foreign foreign key (created_by) references members (id),
    constraint sign_in_links_token_hash_check check (token_hash ~ '^[0-9a-f]{64}$')
  )`,
  'create index sign_in_links_expiry on sign_in_links (expires_at)',
];

const credentials = [
  `alter table audit_log alter column key_id drop not null, add column session_id uuid,
    add constraint audit_log_credential_check check (key_id is null or session_id is null)`,
  'alter table registry_installs alter column key_id drop not null',
  'alter table idempotency_keys drop constraint idempotency_keys_key_id_foreign',
  'alter table idempotency_keys rename column key_id to caller_id',
];

const policies = [
  // Users belong to no organization: a request sees those who are in its own, and none of anybody's sessions.
  ...policiesOf('users', {
    rows: 'exists (select from members p where p.user_id = users.id and p.removed_at is null)',
    may: 'select',
  }),
  ...policiesOf('user_sessions', null),
  ...policiesOf('sign_in_links', { rows: ofOrganization, may: 'select, insert' }),
  'grant select, insert, update, delete on users, user_sessions, sign_in_links to waybill_service',
];
