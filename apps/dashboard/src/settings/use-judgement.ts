import { type RefObject, useEffect, useRef } from 'react';

/** For a field's `ref`: its form is not sent while there is a problem; the browser leads to the field and says which. */
export function useJudgement(problem: string | null): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.setCustomValidity(problem ?? ''));
  return field;
}
