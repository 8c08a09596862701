import type { Schema } from '../api/client.ts';

type Delivery = Pick<Schema<'DeliveryDetail'>, 'decisions' | 'processed_at'>;
type Decisions = Delivery['decisions'];

/** What was decided when it was processed last, which bears the time of that, and what was before. */
export function decisionsByTime({ decisions, processed_at }: Delivery): { newest: Decisions; earlier: Decisions } {
  const isNewest = ({ decided_at }: Decisions[number]) => processed_at === null || decided_at >= processed_at;
  return { newest: decisions.filter(isNewest), earlier: decisions.filter((decision) => !isNewest(decision)) };
}
