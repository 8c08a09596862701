import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { Installation } from '../../domain/installations/installation.ts';
import type { Installations } from '../../ports/installations/installations.ts';
import { toReadGitHub } from '../access/needs.ts';
import type { Refusal } from '../refusal.ts';

export type ListInstallationsPorts = { installations: Pick<Installations, 'listOf'> };

/** The installations that are bound to the caller's organization. */
export async function listInstallations(
  ports: ListInstallationsPorts,
  { caller }: { caller: Caller },
): Promise<{ kind: 'listed'; installations: Installation[] } | Refusal> {
  const allowed = authorize(caller, toReadGitHub);
  if (allowed.kind === 'denied') return allowed;
  return { kind: 'listed', installations: await ports.installations.listOf(caller.organizationId) };
}
