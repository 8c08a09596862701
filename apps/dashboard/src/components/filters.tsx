import { SearchIcon } from '@primer/octicons-react';
import { FormControl, Select, TextInput } from '@primer/react';
import type { ReactNode } from 'react';
import styles from './filters.module.css';
import { useFilter, useTypedFilter } from './use-filter.ts';

export function Filters({ children }: { children: ReactNode }) {
  return <search className={styles.filters}>{children}</search>;
}

/** Narrows a list by text, a moment after the last key. */
export function SearchFilter({ name, label }: { name: string; label: string }) {
  const [typed, setTyped] = useTypedFilter(name, (text) => text);
  return (
    <FormControl>
      <FormControl.Label>{label}</FormControl.Label>
      <TextInput
        leadingVisual={SearchIcon}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        block
        type="search"
      />
    </FormControl>
  );
}

/** Narrows a list to one of several values; `options` maps them to what people read. */
export function ChoiceFilter({
  name,
  label,
  options,
}: {
  name: string;
  label: string;
  options: Record<string, string>;
}) {
  const [value, setValue] = useFilter(name);
  return (
    <FormControl>
      <FormControl.Label>{label}</FormControl.Label>
      <Select value={value} onChange={(event) => setValue(event.target.value)} block>
        <Select.Option value="">All</Select.Option>
        {Object.entries(options).map(([option, text]) => (
          <Select.Option key={option} value={option}>
            {text}
          </Select.Option>
        ))}
      </Select>
    </FormControl>
  );
}
