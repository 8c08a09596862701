import { Button, FormControl, TextInput } from '@primer/react';
import { type FormEvent, useState } from 'react';
import { api, type Schema } from '../api/client.ts';
import { ProblemBanner } from '../components/problem-banner.tsx';
import { useMay } from '../shell/organization.ts';
import { BranchField } from './branch-field.tsx';
import { useRenewConnections } from './renew-connections.ts';
import styles from './settings.module.css';
import { TagPatternField } from './tag-pattern-field.tsx';

type Connection = Schema<'Connection'>;

/** Which commits and tags are published, and from which folder. */
export function PublishingForm({ connection }: { connection: Connection }) {
  const may = useMay('admin');
  const renew = useRenewConnections();
  const saved = settingsOf(connection);
  const [edited, setEdited] = useState(saved);
  const change = api.useMutation('patch', '/api/v1/github/connections/{id}', {
    onSuccess: async (changed) => {
      setEdited(settingsOf(changed));
      await renew();
    },
  });
  const isChanged = JSON.stringify(edited) !== JSON.stringify(saved);
  const set = (changes: Partial<typeof saved>) => {
    change.reset();
    setEdited((before) => ({ ...before, ...changes }));
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ params: { path: { id: connection.id } }, body: edited });
  };
  const shared = {
    repository: connection.repo_full_name,
    installationId: connection.installation_id,
    disabled: !may,
    // Whatever else pauses it keeps the App from the repository.
    readable: connection.paused === null || connection.paused.reason === 'paused_by_member',
  };
  return (
    <form className={styles.form} onSubmit={save}>
      <BranchField branch={edited.default_branch} onChange={(default_branch) => set({ default_branch })} {...shared} />
      <FormControl required disabled={!may}>
        <FormControl.Label>Path of the skill's folder</FormControl.Label>
        <TextInput
          value={edited.skill_path}
          onChange={(event) => set({ skill_path: event.target.value })}
          block
          monospace
          maxLength={255}
          autoComplete="off"
          spellCheck={false}
        />
        <FormControl.Caption>
          <code>.</code> is the root of the repository.
        </FormControl.Caption>
      </FormControl>
      <TagPatternField pattern={edited.tag_pattern} onChange={(tag_pattern) => set({ tag_pattern })} {...shared} />
      <ProblemBanner error={change.error} title="The changes were not saved" />
      <div className={styles.row}>
        <Button type="submit" disabled={!may || !isChanged} loading={change.isPending}>
          Save changes
        </Button>
        {isChanged && !change.isPending && (
          <Button variant="invisible" onClick={() => set(saved)}>
            Discard
          </Button>
        )}
        <span role="status" className={styles.small}>
          {change.isSuccess && !isChanged && 'Saved. It holds from the next push on; sync to publish by it at once.'}
        </span>
      </div>
    </form>
  );
}

function settingsOf({ default_branch, skill_path, tag_pattern }: Connection) {
  return { default_branch, skill_path, tag_pattern };
}
