import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { InstallationId, InstallationRowId } from '../../domain/shared/ids.ts';
import type { Installations } from '../../ports/installations/installations.ts';
import { toChangeGitHub } from '../access/needs.ts';
import { notFound, type Refusal } from '../refusal.ts';

export type UnbindInstallationPorts = { installations: Pick<Installations, 'listOf' | 'unbind'> };

/** `id`: that of the row, or GitHub's number. */
export type UnbindInstallation = { caller: Caller; id: InstallationRowId | InstallationId };

/** Ends the binding of an installation. Its connections pause and stay; published versions stay. */
export async function unbindInstallation(
  ports: UnbindInstallationPorts,
  { caller, id }: UnbindInstallation,
): Promise<{ kind: 'unbound'; pausedConnections: number } | Refusal> {
  const allowed = authorize(caller, toChangeGitHub);
  if (allowed.kind === 'denied') return allowed;
  const bound = await ports.installations.listOf(caller.organizationId);
  const wanted = bound.find((installation) => installation.id === id || installation.installationId === id);
  const unbound = wanted && (await ports.installations.unbind(wanted.installationId, caller));
  return unbound ? { kind: 'unbound', ...unbound } : notBound(id);
}

function notBound(id: InstallationRowId | InstallationId): Refusal {
  const message = `Installation ${id} is not bound to your organization. GET /api/v1/github/installations lists those that are.`;
  return notFound('installation_not_found', message);
}
