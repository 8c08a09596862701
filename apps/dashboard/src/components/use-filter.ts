import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { settleMs } from './use-settled.ts';

/** A list's filter, which lives in the address: links and the back button keep it. Another filter begins at page one. */
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

/** The text of a filter's field; what `read` makes of it takes effect a moment after the last key, null has none. */
export function useTypedFilter(
  name: string,
  read: (typed: string) => string | null,
): [string, (typed: string) => void] {
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
  const text = typed.trim();
  const wanted = text === '' ? '' : read(text);
  useEffect(() => {
    if (wanted === null || wanted === value) return;
    const timer = setTimeout(() => {
      latest.current.own = wanted;
      latest.current.setValue(wanted);
    }, settleMs);
    return () => clearTimeout(timer);
  }, [wanted, value]);
  return [typed, setTyped];
}
