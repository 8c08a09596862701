import { FormControl, TextInput } from '@primer/react';
import { useId, useState } from 'react';
import { useSettled } from '../components/use-settled.ts';
import type { PackageRef } from './package-area.ts';
import { useVersions } from './package-queries.ts';

type Props = {
  of: PackageRef;
  name: string;
  label: string;
  /** As it begins. */
  value?: string;
  onChange?(version: string): void;
  caption?: string;
  required?: boolean;
  /** Left out of what is offered. */
  except?: string;
};

/** A version by its name; those that have what is typed in their names are offered, however many there are. */
export function VersionField({ of, name, label, value = '', onChange, caption, required = false, except }: Props) {
  const listId = useId();
  const [initial] = useState(value);
  const [typed, setTyped] = useState(value);
  const q = useSettled(typed.trim());
  const versions = useVersions(of, { limit: 20, ...(q !== '' && q !== initial && { q }) });
  const type = (text: string) => {
    setTyped(text);
    onChange?.(text.trim());
  };
  const offered = (versions.data?.versions ?? []).filter(({ version }) => version !== except);
  return (
    <FormControl required={required}>
      <FormControl.Label>{label}</FormControl.Label>
      <TextInput
        name={name}
        list={listId}
        value={typed}
        onChange={(event) => type(event.target.value)}
        block
        maxLength={128}
        autoComplete="off"
        spellCheck={false}
      />
      {caption && <FormControl.Caption>{caption}</FormControl.Caption>}
      <datalist id={listId}>
        {offered.map(({ version, is_current, yanked }) => (
          <option key={version} value={version}>
            {is_current ? 'current' : yanked ? 'yanked' : ''}
          </option>
        ))}
      </datalist>
    </FormControl>
  );
}
