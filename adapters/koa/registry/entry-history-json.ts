import { z } from 'zod';
import type { EntryEvent, InstallCounts } from '../../../ports/registry/entry-history.ts';
import { count, timestamp, uuid } from '../answer-fields.ts';

const visibility = z.enum(['public', 'org', 'unlisted']);

export const eventSchema = z
  .strictObject({
    id: uuid,
    kind: z.enum(['created', 'updated', 'published', 'pushed', 'rolled_back', 'yanked', 'unyanked', 'current_moved']),
    at: timestamp,
    by: z
      .strictObject({ member_id: uuid, name: z.string() })
      .nullable()
      .meta({ description: 'Who did it; null: a publish attempt, or the rules, or it was not kept.' }),
    version: z.string().nullable().meta({ description: 'The version that it is about, or that is current since.' }),
    from_version: z.string().nullable().meta({ description: 'Of `rolled_back`: the version that was left, if any.' }),
    reason: z.string().nullable().meta({ description: 'What a person said to a rollback or a yank.' }),
    cause: z
      .enum(['derived', 'yanked', 'unyanked'])
      .nullable()
      .meta({ description: 'Of `current_moved`: the rules called for it, by themselves or because of a yank.' }),
    changes: z
      .strictObject({ visibility: visibility.optional(), description: z.string().nullable().optional() })
      .nullable()
      .meta({ description: 'Of `created` and `updated`: the new values of what was set.' }),
  })
  .meta({ id: 'EntryEvent', description: 'What became of an entry.' });

export const installsSchema = z
  .strictObject({
    installs: count(),
    devices: count(),
    last_installed_at: timestamp.nullable(),
    versions: z
      .array(z.strictObject({ version: z.string().nullable(), installs: count(), devices: count() }))
      .meta({ description: 'The most installed first, at most 100. Version null: bytes that are no version of it.' }),
  })
  .meta({ id: 'InstallCounts' });

export function eventJson(event: EntryEvent): z.input<typeof eventSchema> {
  const { id, at, by } = event;
  return {
    id,
    kind: kindOf(event),
    at: at.toISOString(),
    by: by && { member_id: by.memberId, name: by.name },
    version: 'version' in event ? event.version : null,
    from_version: event.kind === 'rolled-back' ? event.from : null,
    reason: 'reason' in event ? event.reason : null,
    cause: event.kind === 'current-moved' ? event.cause : null,
    changes: changesOf(event),
  };
}

export function installsJson(counts: InstallCounts): z.input<typeof installsSchema> {
  const { installs, devices, lastInstalledAt, versions } = counts;
  return { installs, devices, last_installed_at: lastInstalledAt?.toISOString() ?? null, versions };
}

function kindOf({ kind }: EntryEvent): z.input<typeof eventSchema>['kind'] {
  switch (kind) {
    case 'rolled-back':
      return 'rolled_back';
    case 'current-moved':
      return 'current_moved';
    default:
      return kind;
  }
}

function changesOf(event: EntryEvent) {
  if (event.kind === 'updated') return event.changes;
  return event.kind === 'created' && event.visibility ? { visibility: event.visibility } : null;
}
