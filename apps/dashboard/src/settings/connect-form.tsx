import { Button, Checkbox, FormControl } from '@primer/react';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Schema } from '../api/client.ts';
import { ProblemBanner } from '../components/problem-banner.tsx';
import { BranchField } from './branch-field.tsx';
import { type Draft, draftOf, readDraft, withSkill, withTags } from './connection-draft.ts';
import { EntryPicker } from './entry-picker.tsx';
import { useRenewConnections } from './renew-connections.ts';
import { saveConnection } from './save-connection.ts';
import styles from './settings.module.css';
import { type Skill, SkillPicker } from './skill-picker.tsx';
import { TagPatternField } from './tag-pattern-field.tsx';
import { useKeptForm } from './use-kept-form.ts';
import { useTags } from './use-tags.ts';

type Props = { installationId: number; repository: Schema<'Repository'>; onStartOver(): void };

/** What is published from a chosen repository, and into which package. */
export function ConnectForm({ installationId, repository, onStartOver }: Props) {
  const navigate = useNavigate();
  const renew = useRenewConnections();
  const [skills, setSkills] = useState<Skill[] | null>(null);
  const kept = useKeptForm<Draft>({
    form: `connect ${installationId} ${repository.id}`,
    initial: () => draftOf(repository),
    read: (before) => {
      const read = readDraft(before);
      return read && { ...draftOf(repository), ...read };
    },
  });
  const draft = kept.values;
  const shared = { repository: repository.full_name, installationId };
  const tags = useTags({ ...shared, readable: true }).data?.tags;
  const choose = (before: Draft, path: string, found: Skill[]) => withTags(withSkill(before, path, found), tags ?? []);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const change = (changes: Partial<Draft>) => kept.edit((before) => ({ ...before, ...changes }));
  const onFound = (found: Skill[]) => {
    setSkills(found);
    // Looked for again, such as when somebody comes back to the tab: what was chosen stays.
    if (kept.isRestored || (skills !== null && skills.length > 0)) return;
    const free = found.find(({ connections, problems }) => connections.length === 0 && problems.length === 0);
    const first = free ?? found[0];
    if (first) kept.follow((before) => choose(before, first.path, found));
  };
  const areTagsKnown = tags !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first answer makes the proposal, later ones do not.
  useEffect(() => {
    if (tags && !kept.isRestored) kept.follow((before) => withTags(before, tags));
  }, [areTagsKnown]);
  const next = useRef<HTMLFieldSetElement>(null);
  // The button that chose the repository is gone: what comes next gets the focus.
  useEffect(() => next.current?.focus(), []);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      const { id } = await saveConnection(draft, {
        installationId,
        repository: repository.full_name,
        onEntryMade: (entry) => change({ entry }),
      });
      kept.forget();
      await renew();
      await navigate(`/settings/github/connections/${id}`);
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  };
  const startOver = () => {
    kept.forget();
    onStartOver();
  };
  const noteId = useId();
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      {kept.isRestored && (
        <div className={styles.back}>
          <span id={noteId}>What you filled in here before is back; it was not sent.</span>
          <Button size="small" onClick={startOver}>
            Start over
          </Button>
        </div>
      )}
      <fieldset
        className={styles.group}
        ref={next}
        tabIndex={-1}
        {...(kept.isRestored && { 'aria-describedby': noteId })}
      >
        <legend>2. Skill</legend>
        <SkillPicker
          installationId={installationId}
          repository={repository}
          path={draft.skillPath}
          isChosen={skills !== null && skills.length > 0}
          onChange={(path) => kept.edit((before) => choose(before, path, skills ?? []))}
          onFound={onFound}
        />
      </fieldset>
      <fieldset className={styles.group}>
        <legend>3. Package</legend>
        <EntryPicker
          value={draft.entry}
          suggestedName={draft.suggestedName}
          onChange={(entry) => change({ entry, confirmPublic: false })}
        />
        <ConfirmPublic repository={repository} draft={draft} onChange={change} />
      </fieldset>
      <fieldset className={styles.group}>
        <legend>4. What is published</legend>
        <BranchField branch={draft.branch} onChange={(branch) => change({ branch })} {...shared} />
        <TagPatternField pattern={draft.tagPattern} onChange={(tagPattern) => change({ tagPattern })} {...shared} />
        <FormControl>
          <Checkbox checked={draft.writeBack} onChange={(event) => change({ writeBack: event.target.checked })} />
          <FormControl.Label>Write results back to the commits</FormControl.Label>
          <FormControl.Caption>
            As a check-run and a commit status. The App needs the permissions for that.
          </FormControl.Caption>
        </FormControl>
      </fieldset>
      <ProblemBanner error={error} title="The repository was not connected" />
      {draft.entry.kind === 'undecided' && <p className={styles.small}>Choose a package before you connect.</p>}
      <Button type="submit" variant="primary" loading={busy} disabled={draft.entry.kind === 'undecided'}>
        Connect the repository
      </Button>
    </form>
  );
}

type ConfirmProps = { repository: Schema<'Repository'>; draft: Draft; onChange(changes: Partial<Draft>): void };

/** A private repository's files become readable for everybody only where somebody said so. */
function ConfirmPublic({ repository: { full_name, visibility }, draft, onChange }: ConfirmProps) {
  const { entry } = draft;
  if (visibility === 'public' || entry.kind === 'undecided' || entry.visibility === 'org') return null;
  return (
    <FormControl required>
      <Checkbox checked={draft.confirmPublic} onChange={(event) => onChange({ confirmPublic: event.target.checked })} />
      <FormControl.Label>Everybody may read the published files of {full_name}</FormControl.Label>
      <FormControl.Caption>
        The repository is {visibility}, and the package {entry.name} is {entry.visibility}.
      </FormControl.Caption>
    </FormControl>
  );
}
