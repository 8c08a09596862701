import { FormControl, TextInput } from '@primer/react';
import { type ReactNode, useState } from 'react';
import { useTypedFilter } from './use-filter.ts';

type Props = {
  name: string;
  label: string;
  placeholder: string;
  /** The value that is looked for; null: what was typed is none (yet), and `hint` says what would be. */
  read(typed: string): string | null;
  hint: ReactNode;
};

/** Narrows a list to what is exactly so; takes effect as soon as the text is whole. */
export function ExactFilter({ name, label, placeholder, read, hint }: Props) {
  const [typed, setTyped] = useTypedFilter(name, read);
  const [left, setLeft] = useState(true);
  const isUnclear = typed.trim() !== '' && read(typed.trim()) === null;
  return (
    <FormControl>
      <FormControl.Label>{label}</FormControl.Label>
      <TextInput
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onFocus={() => setLeft(false)}
        onBlur={() => setLeft(true)}
        placeholder={placeholder}
        block
        spellCheck={false}
        autoComplete="off"
      />
      {left && isUnclear && <FormControl.Validation variant="error">{hint}</FormControl.Validation>}
    </FormControl>
  );
}

/** `owner/name` of what was typed or pasted: that, or an address on GitHub. */
export function readRepository(typed: string): string | null {
  const path = typed.replace(/^(https?:\/\/[^/]+\/|git@[^:]+:)/, '').replace(/(\.git)?\/?$/, '');
  return /^[\w.-]+\/[\w.-]+$/.test(path) ? path : null;
}

/** A commit's name, abbreviated or in an address on GitHub. */
export function readCommit(typed: string): string | null {
  return /(?:^|\/)([0-9a-f]{7,64})$/i.exec(typed)?.[1]?.toLowerCase() ?? null;
}
