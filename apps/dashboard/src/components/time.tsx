import { RelativeTime } from '@primer/react';

/** When something was, as the person's language says it; the exact time shows on pointing at it. `at`: ISO 8601. */
export function Time({ at }: { at: string }) {
  return <RelativeTime date={new Date(at)} />;
}
