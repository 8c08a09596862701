import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { explainHidden } from '../../domain/registry/listing.ts';
import type { Entry } from '../../domain/registry/version.ts';
import type { EntryId } from '../../domain/shared/ids.ts';
import type { EntryWithCurrent, Registry } from '../../ports/registry/registry.ts';
import type { EntryChanges } from '../../ports/registry/registry-changes.ts';
import { toPushToRegistry } from '../access/needs.ts';
import { conflict, type Refusal } from '../refusal.ts';
import { entryNotFound } from './readable-entry.use-case.ts';

export type UpdateEntryPorts = { registry: Pick<Registry, 'updateEntry'> };

/** Changes an entry's visibility or description. `confirmPublic`: a private repository's files may be seen by everybody. */
export async function updateEntry(
  ports: UpdateEntryPorts,
  {
    caller,
    entryId,
    changes,
    confirmPublic,
  }: { caller: Caller; entryId: EntryId; changes: EntryChanges; confirmPublic: boolean },
): Promise<({ kind: 'updated' } & EntryWithCurrent) | Refusal> {
  const allowed = authorize(caller, toPushToRegistry);
  if (allowed.kind === 'denied') return allowed;
  const result = await ports.registry.updateEntry(caller, entryId, { changes, confirmed: confirmPublic });
  if (result.kind === 'not-found') return entryNotFound(entryId);
  return result.kind === 'confirmation-needed' ? confirmationNeeded(result.entry) : result;
}

function confirmationNeeded({ name, hiddenReason }: Entry): Refusal {
  const why = hiddenReason
    ? explainHidden(hiddenReason, name).sentence
    : `${name} comes from a repository that is private, or not known to be public.`;
  const message = `${why} Everybody could read its files. Send confirm_public: true if that is meant.`;
  return conflict('confirm_public_required', message);
}
