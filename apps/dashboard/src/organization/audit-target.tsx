import type { Schema } from '../api/client.ts';
import { TextLink } from '../components/text-link.tsx';

type AuditRecord = Schema<'AuditRecord'>;

const nouns: Record<AuditRecord['target']['type'], string> = {
  api_key: 'API key',
  attempt: 'attempt',
  connection: 'connection',
  delivery: 'delivery',
  entry: 'package',
  installation: 'installation',
  installation_setup: 'set-up of an installation',
  member: 'member',
  organization: 'organization',
  version: 'version',
};

/** What was changed, by its name where the record has it, with a link to its page where there is one. */
export function AuditTarget({ record }: { record: AuditRecord }) {
  const { type } = record.target;
  const page = pageOf(record);
  const name = nameOf(record);
  return (
    <span>
      {nouns[type]} {page ? <TextLink to={page}>{name}</TextLink> : name}
    </span>
  );
}

/** The name that the record has for it, else how its id begins. */
export function nameOf({ target, details, member }: AuditRecord): string {
  if (target.type === 'member' && target.id === member.id) return member.name;
  const named = [details.name, details.version, details.account_login, details.repository, details.commit];
  return named.find((one) => typeof one === 'string') ?? target.id.slice(0, 8);
}

function pageOf({ target: { type, id }, action, details }: AuditRecord): string | null {
  switch (type) {
    case 'attempt':
      return `/attempts/${id}`;
    case 'connection':
      return action === 'connection.deleted' ? null : `/settings/github/connections/${id}`;
    case 'delivery':
      return `/deliveries/${id}`;
    case 'entry':
      return `/registry/${id}`;
    case 'version':
      return typeof details.entry_id === 'string' && typeof details.version === 'string'
        ? `/registry/${details.entry_id}/versions/${encodeURIComponent(details.version)}`
        : null;
    default:
      return null;
  }
}
