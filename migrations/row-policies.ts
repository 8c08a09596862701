/** What requests see of a table, and what they may do there. */
export type Visible = {
  /** Which rows there are for requests. Parents are found by their keys and show themselves by their own policies. */
  rows: string;
  may: string;
};

export const ofOrganization = 'organization_id = :organization';

/** Statements that close a table, which was made before, to all but the service and, unless null, to what requests may. */
export function policiesOf(table: string, visible: Visible | null): string[] {
  const statements = [
    `alter table ${table} enable row level security, force row level security`,
    `create policy service on ${table} to waybill_service using (true) with check (true)`,
  ];
  if (visible === null) return statements;
  const { rows, may } = visible;
  return [
    ...statements,
    `create policy requests on ${table} to waybill_requests using (${condition(rows)})`,
    `grant ${may} on ${table} to waybill_requests`,
  ];
}

/** The setting is read once per statement. A connection that had it in an earlier transaction gives '' for it. */
function condition(rows: string): string {
  const organization = "(select nullif(current_setting('waybill.organization_id', true), '')::uuid)";
  return rows.replaceAll(':organization', organization);
}
