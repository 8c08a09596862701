import { client, type Schema } from '../api/client.ts';
import { unwrap } from '../api/unwrap.ts';
import type { Draft } from './connection-draft.ts';
import type { ChosenEntry } from './entry-picker.tsx';

type Context = {
  installationId: number;
  repository: string;
  /** Told when the package was made, so that another try does not make it again. */
  onEntryMade(entry: ChosenEntry): void;
};

/** Makes the package where it is a new one, and the connection. */
export async function saveConnection(draft: Draft, context: Context): Promise<Schema<'Connection'>> {
  return unwrap(
    client.POST('/api/v1/github/connections', {
      body: {
        entry_id: await entryOf(draft.entry, context),
        installation_id: context.installationId,
        repo_full_name: context.repository,
        default_branch: draft.branch,
        skill_path: draft.skillPath,
        tag_pattern: draft.tagPattern,
        auto_publish: true,
        write_back_enabled: draft.writeBack,
        pr_preview_enabled: false,
        confirm_public: draft.confirmPublic,
      },
    }),
  );
}

async function entryOf(entry: ChosenEntry, { onEntryMade }: Context): Promise<string> {
  if (entry.kind === 'undecided') throw new Error('No package was chosen');
  if (entry.kind === 'existing') return entry.id;
  const { name, visibility } = entry;
  const body = { name, visibility, entry_type: 'skill' as const, description: null };
  const made = await unwrap(client.POST('/api/v1/registry/entries', { body }));
  onEntryMade({ kind: 'existing', id: made.id, name, visibility, isMade: true });
  return made.id;
}
