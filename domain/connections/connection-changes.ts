import type { Connection } from './connection.ts';

/** The settings of a connection that a person may change; what is left out stays. */
export type ConnectionChanges = Partial<
  Pick<
    Connection,
    'defaultBranch' | 'skillPath' | 'tagPattern' | 'autoPublish' | 'writeBackEnabled' | 'prPreviewEnabled'
  >
>;

/** What a setting was, and what it is from now on. */
export type ChangedFields = { [Field in keyof ConnectionChanges]?: { from: Connection[Field]; to: Connection[Field] } };

/** The settings that decide what is published from a commit: under other ones, a commit may run again. */
const deciding = ['defaultBranch', 'skillPath', 'tagPattern'] as const satisfies (keyof ConnectionChanges)[];

/**
 * Compares a connection with what is wanted of it: the fields that really change, and whether one of them makes the
 * settings' revision count up.
 */
export function compareSettings(
  connection: Pick<Connection, keyof ConnectionChanges>,
  wanted: ConnectionChanges,
): { changed: ChangedFields; isDeciding: boolean } {
  const entries = Object.entries(wanted).flatMap(([name, to]) => {
    const from = connection[name as keyof ConnectionChanges];
    return to === undefined || to === from ? [] : [[name, { from, to }] as const];
  });
  const changed: ChangedFields = Object.fromEntries(entries);
  return { changed, isDeciding: deciding.some((name) => changed[name] !== undefined) };
}
