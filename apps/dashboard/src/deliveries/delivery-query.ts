import type { paths } from '../api/schema.ts';

type List = paths['/api/v1/github/deliveries']['get'];
type DeliveryQuery = NonNullable<List['parameters']['query']>;

/** A delivery as lists have it. */
export type ListedDelivery = List['responses']['200']['content']['application/json']['deliveries'][number];

/** Each is a parameter of the address. */
export const deliveryFilters = ['event', 'status', 'decision', 'repo', 'hours', 'guid'] as const;

const allowed = {
  event: /^[a-z_]{1,64}$/,
  status: /^(pending|processed|ignored|failed)$/,
  decision: /^(publish|joined|skip|preview|none)$/,
  repo: /^[\w.-]+\/[\w.-]+$/,
  guid: /^[0-9A-Za-z-]{1,64}$/,
  cursor: /./,
};

/** What the address asks of the list; what the API would not take is left out. */
export function deliveryQueryOf(search: URLSearchParams, since: string | null): DeliveryQuery {
  const given = Object.entries(allowed).flatMap(([name, pattern]) => {
    const value = search.get(name);
    return value !== null && pattern.test(value) ? [[name, value]] : [];
  });
  return { ...Object.fromEntries(given), ...(since && { since }) };
}
