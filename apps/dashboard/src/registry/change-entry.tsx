import { Checkbox, FormControl, Radio, RadioGroup, Textarea } from '@primer/react';
import { useState } from 'react';
import { client, type Schema } from '../api/client.ts';
import { isProblem, type Problem } from '../api/problem.ts';
import { unwrap } from '../api/unwrap.ts';
import { FormDialog, textOf } from '../components/form-dialog.tsx';
import type { PackageRef } from './package-area.ts';
import { useChanged } from './package-changed.ts';
import { visibilities } from './visibility.tsx';

type Entry = Schema<'Entry'>;

/** Changes who sees an entry, and what is said of it. */
export function ChangeEntry({ of, entry }: { of: PackageRef; entry: Entry }) {
  const changed = useChanged(of);
  const [asked, setAsked] = useState(false);
  const [confirmed, setConfirmed] = useState(false);
  const change = async (fields: FormData) => {
    const visibility = textOf(fields, 'visibility') as Entry['visibility'];
    const confirm_public = fields.get('confirm_public') !== null;
    const body = { visibility, description: textOf(fields, 'description') || null, confirm_public };
    try {
      await unwrap(client.PATCH('/api/v1/registry/{id}', { params: { path: { id: of.entryId } }, body }));
    } catch (error) {
      if (!needsConfirmation(error)) throw error;
      setAsked(true);
      setConfirmed(false);
      throw question(error, entry);
    }
    setAsked(false);
    await changed();
  };
  return (
    <FormDialog label="Change" title={`Change ${entry.name}`} submit="Save" onSubmit={change}>
      {asked && (
        <FormControl>
          <Checkbox name="confirm_public" value="true" checked={confirmed} onChange={() => setConfirmed(!confirmed)} />
          <FormControl.Label>Everybody may read the files of this package</FormControl.Label>
        </FormControl>
      )}
      <VisibilityChoice present={entry.visibility} />
      <FormControl>
        <FormControl.Label>Description</FormControl.Label>
        <Textarea name="description" block rows={4} maxLength={1_024} defaultValue={entry.description ?? ''} />
      </FormControl>
    </FormDialog>
  );
}

function VisibilityChoice({ present }: { present: Entry['visibility'] }) {
  const [chosen, choose] = useState(present);
  return (
    <RadioGroup name="visibility">
      <RadioGroup.Label>Visibility</RadioGroup.Label>
      {(Object.keys(visibilities) as Entry['visibility'][]).map((visibility) => (
        <FormControl key={visibility}>
          <Radio
            name="visibility"
            value={visibility}
            checked={visibility === chosen}
            onChange={() => choose(visibility)}
          />
          <FormControl.Label>{visibilities[visibility].label}</FormControl.Label>
          <FormControl.Caption>{visibilities[visibility].meaning}</FormControl.Caption>
        </FormControl>
      ))}
    </RadioGroup>
  );
}

function needsConfirmation(error: unknown): error is Problem {
  return isProblem(error) && error.code === 'confirm_public_required';
}

/** What the API asks, for who has a box to tick instead of a request to send. */
function question(problem: Problem, { name, hidden }: Entry): Problem {
  const why = hidden?.sentence ?? `${name} comes from a repository that is private, or not known to be public.`;
  return {
    ...problem,
    detail: `${why} Everybody could read its files: tick the box if that is meant, and save again.`,
  };
}
