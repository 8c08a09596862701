import type { Caller } from '../../domain/access/caller.ts';
import { atLeast } from '../../domain/access/roles.ts';
import type { DeliveryScope } from '../../ports/deliveries/delivery-log.ts';

export type Tenancy = { tenancy: 'single' | 'multi' };

/**
 * Whose deliveries the caller sees. Where one organization uses the service, its admins see those of installations too
 * that nobody has bound (yet): else nobody could say why they did nothing.
 */
export function deliveryScopeOf({ tenancy }: Tenancy, { organizationId, role }: Caller): DeliveryScope {
  return { organizationId, unclaimed: tenancy === 'single' && atLeast(role, 'admin') };
}
