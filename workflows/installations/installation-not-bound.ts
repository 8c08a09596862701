import type { InstallationId } from '../../domain/shared/ids.ts';
import { notFound, type Refusal } from '../refusal.ts';

/** The same for one that nobody knows and for one of another organization. */
export function installationNotBound(id: InstallationId): Refusal {
  const message = `Installation ${id} is not bound to your organization. Bind it first with POST /api/v1/github/installations.`;
  return notFound('installation_not_found', message);
}
