/** How much waits, over all organizations. */
export type BacklogCounts = {
  deliveriesPending: number;
  deliveriesFailed: number;
  /** Pending attempts: those that no engine has been given, and those that one runs. */
  attemptsWaiting: number;
  attemptsRunning: number;
  /** Finished attempts whose commit has not been told yet. */
  writeBacksPending: number;
};

/** One transaction. */
export type Backlog = { counts(): Promise<BacklogCounts> };
