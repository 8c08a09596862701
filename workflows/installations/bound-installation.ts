import type { Caller } from '../../domain/access/caller.ts';
import type { Installation } from '../../domain/installations/installation.ts';
import type { InstallationId } from '../../domain/shared/ids.ts';
import type { Installations } from '../../ports/installations/installations.ts';
import { notFound, type Refusal } from '../refusal.ts';

/** An installation of the caller's organization. One that nobody knows and one of another organization are refused alike. */
export async function boundInstallation(
  { installations }: { installations: Pick<Installations, 'find'> },
  { organizationId }: Pick<Caller, 'organizationId'>,
  id: InstallationId,
): Promise<{ kind: 'bound'; installation: Installation } | Refusal> {
  const installation = await installations.find(id);
  if (installation?.organizationId === organizationId) return { kind: 'bound', installation };
  const message = `Installation ${id} is not bound to your organization. Bind it first with POST /api/v1/github/installations.`;
  return notFound('installation_not_found', message);
}
