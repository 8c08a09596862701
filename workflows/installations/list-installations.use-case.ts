import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { Installation } from '../../domain/installations/installation.ts';
import type { Installations, InstallationUse } from '../../ports/installations/installations.ts';
import { toReadGitHub } from '../access/needs.ts';
import type { Refusal } from '../refusal.ts';

export type ListInstallationsPorts = { installations: Pick<Installations, 'listOf' | 'usesOf'> };

export type UsedInstallation = { installation: Installation; use: InstallationUse };

/** The installations that are bound to the caller's organization, and how much goes through them. */
export async function listInstallations(
  ports: ListInstallationsPorts,
  { caller }: { caller: Caller },
): Promise<{ kind: 'listed'; installations: UsedInstallation[] } | Refusal> {
  const allowed = authorize(caller, toReadGitHub);
  if (allowed.kind === 'denied') return allowed;
  const { organizationId } = caller;
  const installations = await ports.installations.listOf(organizationId);
  const uses = await ports.installations.usesOf(organizationId);
  const unused: InstallationUse = { connections: 0, repositories: 0, lastEventAt: null };
  const used = installations.map((installation) => ({
    installation,
    use: uses.get(installation.installationId) ?? unused,
  }));
  return { kind: 'listed', installations: used };
}
