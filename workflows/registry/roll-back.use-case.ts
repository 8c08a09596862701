import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { Entry, PublishedVersion } from '../../domain/registry/version.ts';
import type { EntryId } from '../../domain/shared/ids.ts';
import type { Registry } from '../../ports/registry/registry.ts';
import { toPushToRegistry, toReadRegistry } from '../access/needs.ts';
import { conflict, type Refusal } from '../refusal.ts';
import { versionNamed, versionNotFound } from './download-version.use-case.ts';
import { entryNotFound } from './readable-entry.use-case.ts';

/** The version that a rollback without a target goes to now; null when there is none. */
export async function rollbackTarget(
  ports: { registry: Pick<Registry, 'findEntry' | 'rollbackTarget'> },
  { caller, entryId }: { caller: Caller; entryId: EntryId },
): Promise<{ kind: 'target'; version: string | null } | Refusal> {
  const allowed = authorize(caller, toReadRegistry);
  if (allowed.kind === 'denied') return allowed;
  const found = await ports.registry.findEntry(entryId, caller.organizationId);
  if (!found) return entryNotFound(entryId);
  return { kind: 'target', version: await ports.registry.rollbackTarget(entryId, caller.organizationId) };
}

export type RollBackPorts = { registry: Pick<Registry, 'rollBack'> };

export type RollBack = { caller: Caller; entryId: EntryId; targetVersion: string | null; reason: string | null };

/** Makes another version current, at once: the one named, or the one that was current before. */
export async function rollBack(
  ports: RollBackPorts,
  { caller, entryId, targetVersion, reason }: RollBack,
): Promise<{ kind: 'rolled-back'; entry: Entry; version: PublishedVersion; left: PublishedVersion | null } | Refusal> {
  const allowed = authorize(caller, toPushToRegistry);
  if (allowed.kind === 'denied') return allowed;
  const result = await ports.registry.rollBack(caller, entryId, { targetVersion, reason });
  switch (result.kind) {
    case 'rolled-back':
      return result;
    case 'not-found':
      return entryNotFound(entryId);
    case 'target-not-found':
      return versionNotFound(`This package has no ${versionNamed(targetVersion ?? '')}.`);
    case 'target-yanked':
      return conflict(
        'version_yanked',
        `Version ${result.target.version} was yanked. Take the yank back first, or name another.`,
      );
    case 'already-current':
      return conflict(
        'already_current',
        `Version ${result.target.version} is current already. Name another version to go to.`,
      );
    case 'nothing-before':
      return conflict(
        'nothing_to_roll_back',
        'No other version was current before, save for those that were rolled back or yanked since. Name the version to go to.',
      );
    default:
      return result satisfies never;
  }
}
