import { Button } from '@primer/react';
import type { FormEvent } from 'react';
import { api, type Schema } from '../api/client.ts';
import { ProblemBanner } from '../components/problem-banner.tsx';
import { useMay } from '../shell/organization.ts';
import { BranchField } from './branch-field.tsx';
import { textsOf } from './kept-fields.ts';
import { PathField } from './path-field.tsx';
import { useRenewConnections } from './renew-connections.ts';
import styles from './settings.module.css';
import { TagPatternField } from './tag-pattern-field.tsx';
import { useKeptForm } from './use-kept-form.ts';

type Connection = Schema<'Connection'>;

/** Which commits and tags are published, and from which folder. */
export function PublishingForm({ connection, isSuspended }: { connection: Connection; isSuspended: boolean }) {
  const may = useMay('admin');
  const renew = useRenewConnections();
  const saved = settingsOf(connection);
  // What somebody else changes meanwhile shows, and is left as it is.
  const kept = useKeptForm<Partial<Settings>>({
    form: `connection ${connection.id}`,
    initial: () => ({}),
    read: (before) => (may ? differing(textsOf(before, ['default_branch', 'skill_path', 'tag_pattern']), saved) : null),
  });
  const edits = kept.values;
  const edited = { ...saved, ...edits };
  const changes = differing(edits, saved);
  const isChanged = Object.keys(changes).length > 0;
  const change = api.useMutation('patch', '/api/v1/github/connections/{id}', {
    onSuccess: async (_, { body }) => {
      await renew();
      // What was typed while it was saved is yet to be saved.
      kept.edit((now) => differing(now, { ...saved, ...body }));
    },
  });
  const set = (edit: Partial<Settings>) => {
    change.reset();
    kept.edit((before) => ({ ...before, ...edit }));
  };
  const discard = () => {
    change.reset();
    kept.edit(() => ({}));
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!change.isPending) change.mutate({ params: { path: { id: connection.id } }, body: changes });
  };
  const shared = {
    repository: connection.repo_full_name,
    installationId: connection.installation_id,
    disabled: !may,
    // Whatever else pauses it keeps the App from the repository.
    readable: !isSuspended && (connection.paused === null || connection.paused.reason === 'paused_by_member'),
  };
  return (
    <form className={styles.form} onSubmit={save}>
      <BranchField branch={edited.default_branch} onChange={(default_branch) => set({ default_branch })} {...shared} />
      <PathField path={edited.skill_path} onChange={(skill_path) => set({ skill_path })} disabled={!may} />
      <TagPatternField pattern={edited.tag_pattern} onChange={(tag_pattern) => set({ tag_pattern })} {...shared} />
      <ProblemBanner error={change.error} title="The changes were not saved" />
      <div className={styles.row}>
        <Button type="submit" disabled={!may || !isChanged} loading={change.isPending}>
          Save changes
        </Button>
        {isChanged && !change.isPending && (
          <Button variant="invisible" onClick={discard}>
            Discard
          </Button>
        )}
        <span role="status" className={styles.small}>
          {kept.isRestored && isChanged && 'You changed this before, and have not saved it yet.'}
          {change.isSuccess && !isChanged && 'Saved. It holds from the next push on; sync to publish by it at once.'}
        </span>
      </div>
    </form>
  );
}

type Settings = Pick<Connection, 'default_branch' | 'skill_path' | 'tag_pattern'>;

function settingsOf({ default_branch, skill_path, tag_pattern }: Connection): Settings {
  return { default_branch, skill_path, tag_pattern };
}

function differing(edits: Partial<Settings>, saved: Settings): Partial<Settings> {
  const names = Object.keys(edits) as (keyof Settings)[];
  return Object.fromEntries(names.flatMap((name) => (edits[name] === saved[name] ? [] : [[name, edits[name]]])));
}
