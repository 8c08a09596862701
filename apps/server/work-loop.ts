export type WorkLoop = {
  /** Looks for work now instead of after the pause. */
  wake(): void;
  /** Ends after the piece of work under way. */
  close(): Promise<void>;
};

export type WorkLoopOptions = {
  /** Does what there is to do, in one piece; gives how much that was. Zero: nothing was left. */
  work(): Promise<number>;
  /** The pause after finding nothing, in milliseconds. */
  idleMs: number;
  /** The pause after a failure, in milliseconds: what the work needs is away, and the work waits for it. */
  failureMs: number;
  onFailure(error: unknown): void;
};

/** Does the work again and again until it is closed. A failure is reported and never ends the loop. */
export function startWorkLoop({ work, idleMs, failureMs, onFailure }: WorkLoopOptions): WorkLoop {
  const stop = new AbortController();
  let awake = false;
  let wakeUp: () => void = () => {};

  const pause = (durationMs: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, durationMs);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
      if (stop.signal.aborted) wakeUp();
    });

  const run = async () => {
    while (!stop.signal.aborted) {
      awake = false;
      try {
        if ((await work()) === 0 && !awake) await pause(idleMs);
      } catch (error) {
        onFailure(error);
        await pause(failureMs);
      }
    }
  };
  const ended = Promise.resolve().then(run);
  const wake = () => {
    awake = true;
    wakeUp();
  };
  return {
    wake,
    close: async () => {
      stop.abort();
      wake();
      await ended;
    },
  };
}
