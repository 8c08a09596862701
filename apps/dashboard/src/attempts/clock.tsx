/** A time of day to the second, for steps that follow each other quickly. `at`: ISO 8601. */
export function Clock({ at }: { at: string }) {
  const date = new Date(at);
  return (
    <time dateTime={at} title={date.toLocaleString()}>
      {date.toLocaleTimeString()}
    </time>
  );
}
