import { createHash } from 'node:crypto';
import pg from 'pg';
import type { OrganizationId } from '../../domain/shared/ids.ts';

/** How many of each an organization has. */
export type OrganizationSize = { connections: number; attempts: number; deliveries: number };

export const largeSize: OrganizationSize = { connections: 10_000, attempts: 100_000, deliveries: 100_000 };

/**
 * Gives an organization that has a member so many connections through 4 installations, attempts and deliveries, spread
 * over the 300 days before now. All are done with, so that a service on the database leaves them alone. Connection
 * `n` of 1, 2 ... publishes `large-<n / 2>/skills/skill-<n>` into the entry `large-skill-<n>`; attempt and delivery `n`
 * are of `largeCommit(n)`.
 */
export async function fillLargeOrganization(
  databaseUrl: string,
  organizationId: OrganizationId,
  size: OrganizationSize = largeSize,
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(`create temporary table filling on commit drop as
      select '${organizationId}'::uuid as organization_id, now() as now,
        (select id from members where organization_id = '${organizationId}' order by created_at limit 1) as member_id,
        ${size.connections} as connections, ${size.attempts} as attempts, ${size.deliveries} as deliveries`);
    for (const statement of [installations, entries, connections, attempts, deliveries, decisions]) {
      await client.query(statement);
    }
    await client.query('commit');
    await client.query('analyze');
  } finally {
    await client.end();
  }
}

/** The commit of attempt and delivery `number`. */
export function largeCommit(number: number): string {
  return createHash('sha256').update(`commit ${number}`).digest('hex').slice(0, 40);
}

/** Ids say what they are of: `0000000<kind>-0000-4000-8000-<n>`. */
const id = (kind: number, number: string) =>
  `('0000000${kind}-0000-4000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
const commitOf = (number: string) => `left(encode(sha256(('commit ' || ${number})::bytea), 'hex'), 40)`;
const ageOf = (number: string, all: string) => `now - interval '300 days' * (${number}::float8 / ${all})`;
/** Every 10th one is a tag. */
const refOf = (number: string) =>
  `case when ${number} % 10 = 0 then 'refs/tags/v1.' || ${number} || '.0' else 'refs/heads/main' end`;
const triggerOf = (number: string) =>
  `case when ${number} % 10 = 0 then 'tag' when ${number} % 53 = 0 then 'manual' else 'branch' end`;

const installations = `insert into github_installations
  (id, installation_id, organization_id, account_id, account_login, account_type, suspended, permissions, events,
    repository_selection, created_at, updated_at)
  select ${id(1, 'n')}, 9000000000 + n, organization_id, 9100000000 + n, 'large-account-' || n, 'Organization', false,
    '{"checks": "write", "contents": "read", "statuses": "write"}', '["push", "create"]', 'all', now, now
  from filling, generate_series(1, 4) n`;

const entries = `insert into registry_entries (id, organization_id, name, entry_type, visibility, created_at)
  select ${id(2, 'n')}, organization_id, 'large-skill-' || n, 'skill', 'org', ${ageOf('n', 'connections')}
  from filling, generate_series(1, connections) n`;

const connections = `insert into github_connections
  (id, organization_id, entry_id, installation_id, repository_id, repository_owner_id, repository_owner, repository_name,
    default_branch, skill_path, auto_publish, write_back_enabled, tag_pattern, created_by, created_at, updated_at,
    repository_private)
  select ${id(3, 'n')}, organization_id, ${id(2, 'n')}, 9000000001 + n % 4, 9200000000 + n / 2, 9100000001 + n % 4,
    'large-' || n / 2, 'skills', 'main', 'skill-' || n, true, true, 'v*', member_id, ${ageOf('n', 'connections')}, now,
    true
  from filling, generate_series(1, connections) n`;

const attempts = `insert into github_publish_attempts
  (id, organization_id, connection_id, entry_id, trigger, ref, commit, run, settings_revision, holds_key, status, reason,
    message, outcome, version, write_back_status, workflow_id, engine, history, created_at, finished_at)
  select ${id(4, 'n')}, organization_id, ${id(3, 'c')}, ${id(2, 'c')}, ${triggerOf('n')}, ${refOf('n')}, ${commitOf('n')},
    1, 1, false, status, reason, message,
    jsonb_strip_nulls(jsonb_build_object('kind', status, 'reason', reason, 'message', message,
      'fault', case status when 'failed' then 'repository' end)) || case status
        when 'failed' then '{"annotations": []}'
        when 'skipped' then '{"version": null}'
        else jsonb_build_object('isCurrent', false, 'version',
          jsonb_build_object('version', '1.' || n || '.0', 'commit', ${commitOf('n')}, 'publishedAt', at)) end,
    case status when 'published' then '1.' || n || '.0' end, 'disabled', 'publish/large-' || n, 'embedded', '[]', at,
    at + interval '3 seconds'
  from filling, generate_series(1, attempts) n,
    lateral (select 1 + n % connections as c, ${ageOf('n', 'attempts')} as at) where_and_when,
    lateral (select
      case when n % 11 = 0 then 'failed' when n % 3 = 0 then 'skipped' else 'published' end as status,
      case when n % 5500 = 0 then 'tag_moved'
        when n % 11 = 0 then 'skill_md_invalid' when n % 3 = 0 then 'content_unchanged' end as reason,
      case when n % 11 = 0 then 'SKILL.md has no description.' when n % 3 = 0 then 'Nothing changed.' end as message
    ) outcome`;

const deliveries = `insert into webhook_deliveries
  (id, guid, event, status, tries, error, received_at, processed_at, failed_at, installation_id, repository_id, repository,
    ref, commit)
  select ${id(5, 'n')}, 'large-' || n, case when n % 10 = 0 then 'create' when n % 7 = 0 then 'check_suite' else 'push' end,
    case when n % 7 = 0 then 'ignored' when n % 4999 = 0 then 'failed' else 'processed' end, 1,
    case when n % 4999 = 0 and n % 7 > 0 then 'GitHub answered 502.' end, at, at,
    case when n % 4999 = 0 then at end, 9000000001 + c % 4, 9200000000 + c / 2, 'large-' || c / 2 || '/skills',
    ${refOf('n')}, ${commitOf('n')}
  from filling, generate_series(1, deliveries) n,
    lateral (select 1 + n % connections as c, ${ageOf('n', 'deliveries')} as at) where_and_when`;

/** Every 6th push is a skip that made no attempt. */
const decisions = `insert into github_decisions
  (id, delivery_id, connection_id, organization_id, trigger, ref, commit, verdict, reason, attempt_id, created_at)
  select ${id(6, 'n')}, ${id(5, 'n')}, ${id(3, '1 + n % connections')}, organization_id,
    case when n % 10 = 0 then 'tag' else 'branch' end, ${refOf('n')}, ${commitOf('n')},
    case when n % 6 = 0 then 'skip' else 'publish' end, case when n % 6 = 0 then 'auto_publish_off' end,
    case when n % 6 > 0 then ${id(4, 'n')} end, ${ageOf('n', 'deliveries')}
  from filling, generate_series(1, least(deliveries, attempts)) n where n % 7 > 0 and n % 4999 > 0`;
