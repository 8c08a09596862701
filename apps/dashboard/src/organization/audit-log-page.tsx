import { Details, Label, useDetails } from '@primer/react';
import { useSearchParams } from 'react-router';
import { api, type Schema } from '../api/client.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { ChoiceFilter, Filters } from '../components/filters.tsx';
import { List, ListRow } from '../components/list.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { Pager } from '../components/pager.tsx';
import { beginOfPeriod, periods } from '../components/periods.ts';
import { Time } from '../components/time.tsx';
import { AuditTarget, nameOf } from './audit-target.tsx';
import { OnlyFor } from './only-for.tsx';
import styles from './organization.module.css';

type AuditRecord = Schema<'AuditRecord'>;

const targetTypes: Record<AuditRecord['target']['type'], string> = {
  api_key: 'API keys',
  attempt: 'Attempts',
  connection: 'Connections',
  delivery: 'Deliveries',
  entry: 'Packages',
  installation: 'Installations',
  installation_setup: 'Set-ups of installations',
  member: 'Members',
  organization: 'The organization',
  version: 'Versions',
};

export function Component() {
  return (
    <OnlyFor title="Audit log" needed="admin">
      <AuditLog />
    </OnlyFor>
  );
}

function AuditLog() {
  const [search] = useSearchParams();
  const query = queryOf(search);
  const records = api.useQuery('get', '/api/v1/organization/audit-log', { params: { query } });
  return (
    <Page title="Audit log" description="Who changed what, through which key or session, when and from where.">
      <Filters>
        <ChoiceFilter name="target_type" label="What was changed" options={targetTypes} />
        <ChoiceFilter name="hours" label="When" options={periods} />
      </Filters>
      <Loaded query={records}>
        {(page) => (
          <>
            {page.records.length === 0 ? (
              <NoRecords isFiltered={Object.keys(query).length > 0} />
            ) : (
              <List label="Changes">
                {page.records.map((record) => (
                  <RecordRow key={record.id} record={record} />
                ))}
              </List>
            )}
            <Pager nextCursor={page.next_cursor} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function NoRecords({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) return <EmptyState title="Nothing like this was changed">Widen the filters to see more.</EmptyState>;
  return (
    <EmptyState title="Nothing was changed yet">
      Whatever somebody changes from now on, here or through the API, stands here with who did it and from where.
    </EmptyState>
  );
}

function queryOf(search: URLSearchParams) {
  const type = search.get('target_type');
  const since = beginOfPeriod(search.get('hours'));
  const cursor = search.get('cursor');
  return {
    ...(type && type in targetTypes && { target_type: type as AuditRecord['target']['type'] }),
    ...(since && { since }),
    ...(cursor && { cursor }),
  };
}

function RecordRow({ record }: { record: AuditRecord }) {
  const { getDetailsProps } = useDetails({ closeOnOutsideClick: false });
  return (
    <ListRow
      title={
        <>
          {record.member.name} <Label>{record.action}</Label>
        </>
      }
    >
      <AuditTarget record={record} />
      <Time at={record.created_at} />
      <span>{wayOf(record)}</span>
      {record.address && <span>from {record.address}</span>}
      <Details {...getDetailsProps()}>
        <summary aria-label={`Details of ${record.action} ${nameOf(record)}`}>Details</summary>
        <code className={styles.details}>
          {record.target.type} {record.target.id}
          {'\n'}
          {JSON.stringify(record.details, null, 2)}
        </code>
      </Details>
    </ListRow>
  );
}

function wayOf({ via, key }: AuditRecord): string {
  switch (via) {
    case 'key':
      return key ? `with the key ${key.name} (${key.prefix}…)` : 'with a key';
    case 'session':
      return 'in the dashboard';
    case 'operator':
      return "on the server's command line";
    default:
      return via satisfies never;
  }
}
