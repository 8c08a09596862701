/** A duration for people: `340 ms`, `2.4 s`, `3 min 20 s`, `2 h 5 min`. */
export function describeDuration(durationMs: number): string {
  // Each unit ends where it would be rounded up to the next one.
  if (durationMs < 999.5) return `${Math.round(durationMs)} ms`;
  if (durationMs < 59_950) return `${(durationMs / 1_000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1_000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A size for people: `512 B`, `1.4 KiB`. */
export function describeSize(sizeBytes: number): string {
  if (sizeBytes < 1_024) return `${sizeBytes} B`;
  const kibibytes = sizeBytes / 1_024;
  return kibibytes < 1_023.95 ? `${kibibytes.toFixed(1)} KiB` : `${(kibibytes / 1_024).toFixed(1)} MiB`;
}
