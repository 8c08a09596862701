import { type RefObject, useEffect, useRef, useState } from 'react';

/** Whether the element was on the screen so far: what is only to be told to who sees it is asked for then. */
export function useSeen<Element extends HTMLElement>(): [ref: RefObject<Element | null>, isSeen: boolean] {
  const ref = useRef<Element>(null);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    if (!ref.current || isSeen) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
    });
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, [isSeen]);
  return [ref, isSeen];
}
