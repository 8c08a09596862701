import { SearchIcon } from '@primer/octicons-react';
import { FormControl, Label, Select, TextInput } from '@primer/react';
import { useState } from 'react';
import { api, type Schema } from '../api/client.ts';
import { Loaded } from '../components/loaded.tsx';
import { useSettled } from '../components/use-settled.ts';
import { ChoiceList } from './choice-list.tsx';
import styles from './settings.module.css';
import { useJudgement } from './use-judgement.ts';

export type Visibility = Schema<'Entry'>['visibility'];

/** Into which package is published: a new one, or one that is there. */
export type ChosenEntry =
  | { kind: 'new'; name: string; visibility: Visibility }
  /** `isMade`: by this form, for a connection that was refused. */
  | { kind: 'existing'; id: string; name: string; visibility: Visibility; isMade?: boolean }
  | { kind: 'undecided' };

type Props = { value: ChosenEntry; suggestedName: string; onChange(entry: ChosenEntry): void };

export function EntryPicker({ value, suggestedName, onChange }: Props) {
  return (
    <>
      <ChoiceList
        name="entry-kind"
        label="Package"
        value={value.kind === 'new' ? 'new' : 'existing'}
        onChange={(kind) =>
          onChange(kind === 'new' ? { kind, name: suggestedName, visibility: 'org' } : { kind: 'undecided' })
        }
        choices={[
          { value: 'new', title: 'A new package' },
          { value: 'existing', title: 'A package that is there already' },
        ]}
      />
      {value.kind === 'new' ? (
        <NewEntry value={value} onChange={onChange} />
      ) : (
        <Existing value={value} onChange={onChange} />
      )}
    </>
  );
}

function NewEntry({
  value,
  onChange,
}: {
  value: Extract<ChosenEntry, { kind: 'new' }>;
  onChange(entry: ChosenEntry): void;
}) {
  const wanted = useSettled(value.name.trim());
  const same = api.useQuery(
    'get',
    '/api/v1/registry',
    { params: { query: { name: wanted, limit: '1' } } },
    { enabled: wanted !== '' },
  );
  const isTaken = same.data?.entries[0]?.name === value.name.trim();
  const taken = 'There is a package of this name already: choose it above, or give another name.';
  const field = useJudgement(value.name.trim() === '' ? 'Give the package a name.' : isTaken ? taken : null);
  return (
    <>
      <FormControl required>
        <FormControl.Label>Name of the package</FormControl.Label>
        <TextInput
          ref={field}
          value={value.name}
          onChange={(event) => onChange({ ...value, name: event.target.value })}
          pattern="[A-Za-z0-9][A-Za-z0-9._\-]*"
          title="Letters, digits, dots, dashes and underscores; it begins with a letter or a digit"
          maxLength={128}
          autoComplete="off"
          block
        />
        {isTaken && <FormControl.Validation variant="error">{taken}</FormControl.Validation>}
      </FormControl>
      <FormControl>
        <FormControl.Label>Who may see it</FormControl.Label>
        <Select
          value={value.visibility}
          onChange={(event) => onChange({ ...value, visibility: event.target.value as Visibility })}
          block
        >
          <Select.Option value="org">this organization</Select.Option>
          <Select.Option value="unlisted">everybody who knows its address</Select.Option>
          <Select.Option value="public">everybody</Select.Option>
        </Select>
      </FormControl>
    </>
  );
}

const pageSize = 10;

function Existing({ value, onChange }: { value: ChosenEntry; onChange(entry: ChosenEntry): void }) {
  const [text, setText] = useState('');
  const wanted = useSettled(text.trim());
  const entries = api.useQuery(
    'get',
    '/api/v1/registry',
    { params: { query: { limit: String(pageSize), ...(wanted && { q: wanted }) } } },
    { placeholderData: (before) => before },
  );
  return (
    <>
      {value.kind === 'existing' && value.isMade && (
        <p role="status" className={styles.muted}>
          The package {value.name} was made when you pressed <i>Connect the repository</i>, and is used when you press
          it again.
        </p>
      )}
      <FormControl>
        <FormControl.Label>Search packages</FormControl.Label>
        <TextInput
          type="search"
          leadingVisual={SearchIcon}
          value={text}
          onChange={(event) => setText(event.target.value)}
          block
        />
      </FormControl>
      <Loaded query={entries}>
        {({ entries: found, next_cursor }) => (
          <>
            <p role="status" className={styles.small}>
              {found.length === 0 && 'No package fits.'}
              {next_cursor !== null && `The first ${found.length}; search for another one.`}
            </p>
            <ChoiceList
              name="entry"
              label="Package that is there already"
              value={value.kind === 'existing' ? value.id : null}
              onChange={(id) => {
                const entry = found.find((one) => one.id === id);
                if (entry) onChange({ kind: 'existing', id, name: entry.name, visibility: entry.visibility });
              }}
              choices={[...chosenBeyond(value, found), ...found.map(choiceOf)]}
            />
          </>
        )}
      </Loaded>
    </>
  );
}

/** The chosen one stays in sight when it is not among those that were found. */
function chosenBeyond(value: ChosenEntry, found: Schema<'Entry'>[]) {
  if (value.kind !== 'existing' || found.some(({ id }) => id === value.id)) return [];
  return [{ value: value.id, title: titleOf(value) }];
}

function titleOf({ name, visibility }: { name: string; visibility: Visibility }) {
  return (
    <>
      {name} <Label variant="secondary">{visibility}</Label>
    </>
  );
}

function choiceOf({ id, name, visibility, description, current_version }: Schema<'Entry'>) {
  return {
    value: id,
    title: titleOf({ name, visibility }),
    detail: (
      <>
        {current_version ? `version ${current_version.version}` : 'no version yet'}
        {description && ` · ${description}`}
      </>
    ),
  };
}
