import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { Entry, PublishedVersion } from '../../domain/registry/version.ts';
import type { EntryId } from '../../domain/shared/ids.ts';
import type { Registry } from '../../ports/registry/registry.ts';
import { toPushToRegistry } from '../access/needs.ts';
import type { Refusal } from '../refusal.ts';
import { versionNamed, versionNotFound } from './download-version.use-case.ts';
import { entryNotFound } from './readable-entry.use-case.ts';

export type YankVersionPorts = { registry: Pick<Registry, 'yank' | 'unyank'> };

type Wanted = { caller: Caller; entryId: EntryId; version: string };
type Yanked = { kind: 'yanked' | 'unyanked'; entry: Entry; version: PublishedVersion };

/** Takes a version out of use: nobody is offered it from now on, and whoever has pinned it still gets its bytes. */
export async function yankVersion(
  ports: YankVersionPorts,
  { caller, entryId, version, reason }: Wanted & { reason: string },
): Promise<Yanked | Refusal> {
  const allowed = authorize(caller, toPushToRegistry);
  if (allowed.kind === 'denied') return allowed;
  return found(await ports.registry.yank(caller, entryId, { version, reason }), entryId, version);
}

/** Takes a yank back. */
export async function unyankVersion(
  ports: YankVersionPorts,
  { caller, entryId, version }: Wanted,
): Promise<Yanked | Refusal> {
  const allowed = authorize(caller, toPushToRegistry);
  if (allowed.kind === 'denied') return allowed;
  return found(await ports.registry.unyank(caller, entryId, version), entryId, version);
}

function found(
  result: Yanked | { kind: 'not-found' } | { kind: 'version-not-found' },
  entryId: EntryId,
  version: string,
): Yanked | Refusal {
  if (result.kind === 'not-found') return entryNotFound(entryId);
  if (result.kind === 'version-not-found') return versionNotFound(`This package has no ${versionNamed(version)}.`);
  return result;
}
