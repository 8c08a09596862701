import { SearchIcon } from '@primer/octicons-react';
import { FormControl, Select, TextInput } from '@primer/react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import styles from './filters.module.css';

const settleMs = 300;

/** A list's filters, which live in the address: links and the back button keep them. Another filter begins at page one. */
export function useFilter(name: string): [string, (value: string) => void] {
  const [search, setSearch] = useSearchParams();
  const set = (value: string) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === '') after.delete(name);
        else after.set(name, value);
        after.delete('cursor');
        return after;
      },
      { replace: true },
    );
  return [search.get(name) ?? '', set];
}

export function Filters({ children }: { children: ReactNode }) {
  return <search className={styles.filters}>{children}</search>;
}

/** Narrows a list by text, a moment after the last key. */
export function SearchFilter({ name, label }: { name: string; label: string }) {
  const [value, setValue] = useFilter(name);
  const [typed, setTyped] = useState(value);
  const latest = useRef({ setValue, own: value });
  // An older setter knows an older address, and would undo what other filters did since.
  latest.current.setValue = setValue;
  useEffect(() => {
    // What it put there itself may be behind what is typed by now, and lacks the space after a word.
    if (value !== latest.current.own) setTyped(value);
    latest.current.own = value;
  }, [value]);
  useEffect(() => {
    const wanted = typed.trim();
    if (wanted === value) return;
    const timer = setTimeout(() => {
      latest.current.own = wanted;
      latest.current.setValue(wanted);
    }, settleMs);
    return () => clearTimeout(timer);
  }, [typed, value]);
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
