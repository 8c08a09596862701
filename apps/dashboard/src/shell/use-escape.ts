import { useEffect, useEffectEvent } from 'react';

/** Closes what is open by Escape, unless the focus is in something that lies over it. */
export function useEscape(isOpen: boolean, close: () => void): void {
  const press = useEffectEvent(({ key, target }: KeyboardEvent) => {
    const isOver = target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null;
    if (key === 'Escape' && !isOver) close();
  });
  useEffect(() => {
    if (!isOpen) return;
    const listener = (event: KeyboardEvent) => press(event);
    // Before Primer's tooltips, which take the key for themselves when the focus is on their button.
    document.addEventListener('keydown', listener, { capture: true });
    return () => document.removeEventListener('keydown', listener, { capture: true });
  }, [isOpen]);
}
