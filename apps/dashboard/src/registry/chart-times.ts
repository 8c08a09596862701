const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

type ChartTimes = {
  /** Up to five moments, evenly, no two of which read the same. */
  ticks: number[];
  label(at: number): string;
  /** When it all was, in words. */
  period: string;
};

/** How a chart from `first` to `last` (milliseconds since 1970) names its moments: as exactly as its length asks for. */
export function chartTimes(first: number, last: number, locale?: string): ChartTimes {
  const isOneDay = new Date(first).toDateString() === new Date(last).toDateString();
  const { format: label } = new Intl.DateTimeFormat(locale, fieldsFor(first, last, isOneDay));
  const ticks = new Map(
    [0, 0.25, 0.5, 0.75, 1].map((part) => first + part * (last - first)).map((at) => [label(at), at]),
  );
  const [from, to] = [label(first), label(last)];
  if (!isOneDay) return { ticks: [...ticks.values()], label, period: `from ${from} to ${to}` };
  const day = new Intl.DateTimeFormat(locale, dayFields).format(first);
  const period = from === to ? `on ${day} at ${from}` : `on ${day}, from ${from} to ${to}`;
  return { ticks: [...ticks.values()], label, period };
}

const dayFields = { day: 'numeric', month: 'short' } as const;
const timeFields = { hour: '2-digit', minute: '2-digit' } as const;

function fieldsFor(first: number, last: number, isOneDay: boolean): Intl.DateTimeFormatOptions {
  if (isOneDay) return last - first < 5 * minuteMs ? { ...timeFields, second: '2-digit' } : timeFields;
  if (last - first < 2 * dayMs) return { ...dayFields, ...timeFields };
  const isOneYear = new Date(first).getFullYear() === new Date(last).getFullYear();
  return isOneYear ? dayFields : { ...dayFields, year: 'numeric' };
}
