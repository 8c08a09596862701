import { useEffect, useState } from 'react';

/** How long after the last key a text counts as typed. */
export const settleMs = 300;

/** A text that somebody types, a moment after the last key: what is asked of the server by it is asked once. */
export function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    if (typed === settled) return;
    const timer = setTimeout(() => setSettled(typed), settleMs);
    return () => clearTimeout(timer);
  }, [typed, settled]);
  return settled;
}
