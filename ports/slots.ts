/** So many may do something costly at once. */
export type Slots = {
  /** Waits for a free slot, and gives what gives it back; null when `signal` aborts first. */
  take(signal: AbortSignal): Promise<(() => void) | null>;
};
