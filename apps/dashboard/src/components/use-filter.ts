import { useCallback, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useChangeSearch } from './use-change-search.ts';
import { settleMs } from './use-settled.ts';

/** A list's filter, which lives in the address: links and the back button keep it. Another filter begins at page one. */
export function useFilter(name: string): [string, (value: string) => void] {
  const [search] = useSearchParams();
  const change = useChangeSearch();
  const set = useCallback((value: string) => change({ [name]: value, cursor: '' }), [change, name]);
  return [search.get(name) ?? '', set];
}

/** The text of a filter's field; what `read` makes of it takes effect a moment after the last key, null has none. */
export function useTypedFilter(
  name: string,
  read: (typed: string) => string | null,
): [string, (typed: string) => void] {
  const [value, setValue] = useFilter(name);
  const [typed, setTyped] = useState(value);
  const own = useRef(value);
  useEffect(() => {
    // What it put there itself may be behind what is typed by now, and lacks the space after a word.
    if (value !== own.current) setTyped(value);
    own.current = value;
  }, [value]);
  const text = typed.trim();
  const wanted = text === '' ? '' : read(text);
  useEffect(() => {
    if (wanted === null || wanted === value) return;
    const timer = setTimeout(() => {
      own.current = wanted;
      setValue(wanted);
    }, settleMs);
    return () => clearTimeout(timer);
  }, [wanted, value, setValue]);
  return [typed, setTyped];
}
