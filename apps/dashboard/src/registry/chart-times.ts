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
  const isOneYear = new Date(first).getFullYear() === new Date(last).getFullYear();
  const time = new Intl.DateTimeFormat(locale, { timeStyle: last - first < 5 * minuteMs ? 'medium' : 'short' });
  const day = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(!isOneYear && { year: 'numeric' }),
  });
  const label = (at: number) => {
    if (isOneDay) return time.format(at);
    return last - first < 2 * dayMs ? `${day.format(at)}, ${time.format(at)}` : day.format(at);
  };
  const moments = [0, 0.25, 0.5, 0.75, 1].map((part) => first + part * (last - first));
  const ticks = moments.filter((at, place) => moments.findIndex((other) => label(other) === label(at)) === place);
  const [from, to] = [label(first), label(last)];
  if (!isOneDay) return { ticks, label, period: `from ${from} to ${to}` };
  const period = from === to ? `at ${from}` : `from ${from} to ${to}`;
  return { ticks, label, period: `on ${day.format(first)} ${period}` };
}
