import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { InstallId } from '../../domain/shared/ids.ts';
import type { Registry } from '../../ports/registry/registry.ts';
import type { NewInstall } from '../../ports/registry/registry-changes.ts';
import { toInstall } from '../access/needs.ts';
import type { Refusal } from '../refusal.ts';
import { entryNotFound } from './readable-entry.use-case.ts';

export type RecordInstallPorts = { registry: Pick<Registry, 'recordInstall'> };

/** Keeps that a client installed a package. The same receipt again gives the same id. */
export async function recordInstall(
  ports: RecordInstallPorts,
  { caller, install }: { caller: Caller; install: NewInstall },
): Promise<{ kind: 'recorded'; id: InstallId } | Refusal> {
  const allowed = authorize(caller, toInstall);
  if (allowed.kind === 'denied') return allowed;
  const recorded = await ports.registry.recordInstall(caller, install);
  return recorded.kind === 'recorded' ? recorded : entryNotFound(install.entryId);
}
