import { Migration } from '@mikro-orm/migrations';
import { ofOrganization, policiesOf, type Visible } from './row-policies.ts';

/** What a request sees and does of each table; `null`: nothing. The service sees and does everything. */
const tables: Readonly<Record<string, Visible | null>> = {
  organizations: { rows: 'id = :organization', may: 'select, update' },
  members: { rows: ofOrganization, may: 'select, insert, update' },
  api_keys: { rows: 'exists (select from members p where p.id = member_id)', may: 'select, insert, update' },
  audit_log: { rows: ofOrganization, may: 'select, insert' },
  idempotency_keys: { rows: ofOrganization, may: 'select, insert, update, delete' },
  registry_entries: { rows: ofOrganization, may: 'select, insert, update' },
  registry_versions: {
    rows: 'exists (select from registry_entries p where p.id = entry_id)',
    may: 'select, insert, update',
  },
  registry_current_moves: {
    rows: 'exists (select from registry_entries p where p.id = entry_id)',
    may: 'select, insert',
  },
  registry_installs: { rows: ofOrganization, may: 'select, insert' },
  registry_archives: {
    rows: 'exists (select from registry_versions p where p.content_hash = registry_archives.content_hash)',
    may: 'select',
  },
  // Binding has to see who else holds an installation: that is the service's.
  github_installations: { rows: ofOrganization, may: 'select' },
  github_installation_tombstones: null,
  github_setup_states: { rows: ofOrganization, may: 'select, insert, update, delete' },
  github_connections: { rows: ofOrganization, may: 'select, insert, update, delete' },
  github_publish_attempts: { rows: ofOrganization, may: 'select, insert, update' },
  github_previews: null,
  github_decisions: { rows: ofOrganization, may: 'select' },
  webhook_deliveries: {
    rows: 'exists (select from github_installations p where p.installation_id = webhook_deliveries.installation_id)',
    may: 'select',
  },
};

/** Policies that stand behind the application's own checks. Later tables bring their own (`policiesOf`). */
export class RowLevelSecurity extends Migration {
  override up(): void {
    this.addSql(makeRoles);
    this.addSql(grant);
    for (const [table, visible] of Object.entries(tables)) {
      for (const statement of policiesOf(table, visible)) this.addSql(statement);
    }
  }

  override down(): void {
    for (const table of Object.keys(tables)) {
      this.addSql(`drop policy if exists requests on ${table}`);
      this.addSql(`drop policy service on ${table}`);
      this.addSql(`alter table ${table} no force row level security, disable row level security`);
    }
    this.addSql(takeBackGrants);
  }
}

/**
 * Roles belong to the whole cluster: another database's migration may make them at the same moment. The login must be
 * able to take them; before PostgreSQL 16 each member is.
 */
const makeRoles = `do $$
declare
  wanted text;
  taken text := case when current_setting('server_version_num')::int < 160000 then 'member' else 'set' end;
begin
  if current_schema() = session_user then
    raise exception 'The tables stand in the schema %, which only the login of that name finds', current_schema()
      using hint = format('Run: alter role %I in database %I set search_path = %I',
        session_user, current_database(), current_schema());
  end if;
  foreach wanted in array array['waybill_service', 'waybill_requests'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      begin
        execute format('create role %I nologin', wanted);
      exception
        when duplicate_object or unique_violation then null;
        when insufficient_privilege then
          raise exception 'The role % is missing, and the login % may not create roles', wanted, session_user
            using errcode = 'insufficient_privilege',
              hint = format('Run once as a superuser: create role %I nologin; grant %I to %I', wanted, wanted, session_user);
      end;
    end if;
    if not pg_has_role(session_user, wanted, taken) then
      begin
        execute format('grant %I to %I', wanted, session_user);
      exception
        when unique_violation then null;
        when insufficient_privilege then
          raise exception 'The login % may not take the role %', session_user, wanted
            using errcode = 'insufficient_privilege',
              hint = format('Run once as a superuser: grant %I to %I', wanted, session_user);
      end;
    end if;
    if exists (select from pg_roles where rolname = wanted and (rolsuper or rolbypassrls)) then
      raise exception 'The role % passes by row-level security', wanted
        using hint = format('Run once as a superuser: alter role %I nosuperuser nobypassrls', wanted);
    end if;
  end loop;
  if pg_has_role('waybill_requests', 'waybill_service', 'member') then
    raise exception 'The role waybill_requests may act as waybill_service, which sees all organizations'
      using hint = 'Run once as a superuser: revoke waybill_service from waybill_requests';
  end if;
end $$`;

const grant = `do $$
begin
  execute format('grant usage on schema %I to waybill_service, waybill_requests', current_schema());
  execute format('grant select, insert, update, delete on all tables in schema %I to waybill_service',
    current_schema());
  execute format('alter default privileges in schema %I grant select, insert, update, delete on tables to waybill_service',
    current_schema());
end $$`;

const takeBackGrants = `do $$
begin
  execute format('alter default privileges in schema %I revoke all on tables from waybill_service', current_schema());
  execute format('revoke all on all tables in schema %I from waybill_service, waybill_requests', current_schema());
  execute format('revoke usage on schema %I from waybill_service, waybill_requests', current_schema());
end $$`;
