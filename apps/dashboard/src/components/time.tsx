import { RelativeTime } from '@primer/react';

/** When something was, as the person's language says it; the exact time shows on pointing at it. `at`: ISO 8601. */
export function Time({ at }: { at: string }) {
  return <RelativeTime date={new Date(at)} />;
}

/** A duration for people: `340 ms`, `2.4 s`, `3 min 20 s`, `2 h 5 min`. */
export function describeDuration(durationMs: number): string {
  if (durationMs < 1_000) return `${Math.round(durationMs)} ms`;
  const seconds = durationMs / 1_000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A size for people: `512 B`, `1.4 KiB`. */
export function describeSize(sizeBytes: number): string {
  if (sizeBytes < 1_024) return `${sizeBytes} B`;
  const kibibytes = sizeBytes / 1_024;
  return kibibytes < 1_024 ? `${kibibytes.toFixed(1)} KiB` : `${(kibibytes / 1_024).toFixed(1)} MiB`;
}
