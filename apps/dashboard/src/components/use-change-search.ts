import { useCallback } from 'react';
import { useNavigate } from 'react-router';

/**
 * Changes parameters of the address in place; '' takes one away. They are those of the address as it is by then: what is
 * rendered may be behind it, and would undo a change of a moment before.
 */
export function useChangeSearch(): (changes: Readonly<Record<string, string>>) => void {
  const navigate = useNavigate();
  return useCallback(
    (changes) => {
      const after = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes)) {
        if (value === '') after.delete(name);
        else after.set(name, value);
      }
      void navigate({ search: after.toString() }, { replace: true });
    },
    [navigate],
  );
}
