import type { Slots } from '../../ports/slots.ts';

/** `most` slots of this process; who comes when all are taken waits, first come, first served. */
export function slots(most: number): Slots {
  let free = most;
  const waiting = new Set<() => void>();
  const giveBack = () => {
    free += 1;
    for (const next of waiting) return next();
  };
  const taken = () => {
    free -= 1;
    return onceOnly(giveBack);
  };
  return {
    take(signal) {
      if (signal.aborted) return Promise.resolve(null);
      if (free > 0) return Promise.resolve(taken());
      const { promise, resolve } = Promise.withResolvers<(() => void) | null>();
      const settle = (isFree: boolean) => {
        waiting.delete(get);
        signal.removeEventListener('abort', giveUp);
        resolve(isFree ? taken() : null);
      };
      const get = () => settle(true);
      const giveUp = () => settle(false);
      waiting.add(get);
      signal.addEventListener('abort', giveUp);
      return promise;
    },
  };
}

function onceOnly(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}
