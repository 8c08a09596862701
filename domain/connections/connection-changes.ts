import type { Connection } from './connection.ts';
import { isPausedByMember } from './pauses.ts';

type Settings = Pick<
  Connection,
  'defaultBranch' | 'skillPath' | 'tagPattern' | 'autoPublish' | 'writeBackEnabled' | 'prPreviewEnabled'
>;

/**
 * What a person may change of a connection; what is left out stays. `pausedByMember`: nothing is published through it,
 * nor previewed, whoever asks, until somebody sets it to false again.
 */
export type ConnectionChanges = Partial<Settings & { pausedByMember: boolean }>;

/** What a setting was, and what it is from now on. */
export type ChangedFields = {
  [Field in keyof ConnectionChanges]?: { from: ConnectionChanges[Field]; to: ConnectionChanges[Field] };
};

/** The settings that decide what is published from a commit: under other ones, a commit may run again. */
const deciding = ['defaultBranch', 'skillPath', 'tagPattern'] as const satisfies (keyof ConnectionChanges)[];

/**
 * Compares a connection with what is wanted of it: the fields that really change, and whether one of them makes the
 * settings' revision count up.
 */
export function compareSettings(
  connection: Settings & Pick<Connection, 'pausedReasons'>,
  wanted: ConnectionChanges,
): { changed: ChangedFields; isDeciding: boolean } {
  const known = { ...connection, pausedByMember: isPausedByMember(connection.pausedReasons) };
  const entries = Object.entries(wanted).flatMap(([name, to]) => {
    const from = known[name as keyof ConnectionChanges];
    return to === undefined || to === from ? [] : [[name, { from, to }] as const];
  });
  const changed: ChangedFields = Object.fromEntries(entries);
  return { changed, isDeciding: deciding.some((name) => changed[name] !== undefined) };
}
