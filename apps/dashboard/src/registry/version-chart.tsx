import { useNavigate } from 'react-router';
import { CartesianGrid, ResponsiveContainer, Scatter, ScatterChart, Tooltip, XAxis, YAxis, ZAxis } from 'recharts';
import { TextLink } from '../components/text-link.tsx';
import { chartTimes } from './chart-times.ts';
import { type ListedVersion, type PackageRef, versionPath } from './package-area.ts';
import styles from './registry.module.css';
import { kindNames, kindOf, type VersionKind } from './version-labels.tsx';

type Dot = { at: number; lane: string; version: ListedVersion };
type Series = { name: string; shape: 'circle' | 'cross' | 'diamond' | 'square'; color: string };

/** Each has a lane and a shape of its own besides its color. */
const kinds: Record<VersionKind, Series> = {
  release: { name: 'Releases', shape: 'diamond', color: 'var(--data-blue-color-emphasis)' },
  commit: { name: 'Commits', shape: 'circle', color: 'var(--data-green-color-emphasis)' },
  upload: { name: 'Uploads', shape: 'square', color: 'var(--data-purple-color-emphasis)' },
};
const yankedSeries: Series = { name: 'Yanked', shape: 'cross', color: 'var(--data-red-color-emphasis)' };

const laneHeight = 56;
const axisHeight = 44;

/** When which versions came. The picture is for who sees it; the table below has the same in words. */
export function VersionChart({ of, versions }: { of: PackageRef; versions: ListedVersion[] }) {
  const navigate = useNavigate();
  const times = versions.map(({ pushed_at }) => Date.parse(pushed_at));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const { ticks, label, period } = chartTimes(first, last);
  const present = (Object.keys(kinds) as VersionKind[]).filter((kind) => versions.some((one) => kindOf(one) === kind));
  const inUse = (kind: VersionKind) => versions.filter((one) => !one.yanked && kindOf(one) === kind).map(dotOf);
  const yanked = versions.filter((one) => one.yanked).map(dotOf);
  const open = (point: { payload?: Dot }) => point.payload && navigate(versionPath(of, point.payload.version.version));
  return (
    <figure className={styles.chart}>
      <figcaption>{summaryOf(versions, period)}</figcaption>
      <div aria-hidden="true">
        <ResponsiveContainer width="100%" height={present.length * laneHeight + axisHeight}>
          <ScatterChart accessibilityLayer={false} margin={{ top: 8, right: 24, bottom: 0, left: 8 }}>
            <CartesianGrid vertical={false} stroke="var(--borderColor-muted)" />
            <XAxis
              dataKey="at"
              type="number"
              scale="time"
              domain={[first, last]}
              ticks={ticks}
              tickFormatter={label}
              tick={tick}
              interval="preserveStartEnd"
              minTickGap={16}
              padding={{ left: 16, right: 16 }}
            />
            <YAxis
              dataKey="lane"
              type="category"
              allowDuplicatedCategory={false}
              tick={tick}
              width={72}
              axisLine={false}
              tickLine={false}
            />
            <ZAxis range={[90, 90]} />
            <Tooltip content={Tip} isAnimationActive={false} />
            {present.map((kind) => (
              <Scatter key={kind} {...lookOf(kinds[kind])} data={inUse(kind)} onClick={open} />
            ))}
            {yanked.length > 0 && <Scatter {...lookOf(yankedSeries)} data={yanked} onClick={open} />}
          </ScatterChart>
        </ResponsiveContainer>
      </div>
      <Legend series={[...present.map((kind) => kinds[kind]), ...(yanked.length > 0 ? [yankedSeries] : [])]} />
      <AsTable of={of} versions={versions} />
    </figure>
  );
}

const tick = { fill: 'var(--fgColor-muted)', fontSize: 12 };

function lookOf({ name, shape, color }: Series) {
  return { name, shape, fill: color, isAnimationActive: false, cursor: 'pointer' } as const;
}

function dotOf(version: ListedVersion): Dot {
  return { at: Date.parse(version.pushed_at), lane: kinds[kindOf(version)].name, version };
}

const momentFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

function summaryOf(versions: ListedVersion[], period: string): string {
  const counted = (Object.keys(kinds) as VersionKind[])
    .map((kind) => ({
      name: kinds[kind].name.toLowerCase(),
      count: versions.filter((one) => kindOf(one) === kind).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${count} ${count === 1 ? name.slice(0, -1) : name}`);
  return `${versions.length} versions ${period}: ${counted.join(', ')}.`;
}

function Tip({ active, payload }: { active?: boolean; payload?: readonly { payload?: Dot }[] }) {
  const version = payload?.[0]?.payload?.version;
  if (!active || !version) return null;
  return (
    <div className={styles.tip}>
      <strong>{version.version}</strong>
      <div>{momentFormat.format(Date.parse(version.pushed_at))}</div>
      <div>{standing(version)}</div>
    </div>
  );
}

function standing(version: ListedVersion): string {
  const states = [kindNames[kindOf(version)]];
  if (version.is_current) states.push('current');
  if (version.rolled_back) states.push('rolled back');
  if (version.yanked) states.push(`yanked: ${version.yanked.reason}`);
  return states.join(', ');
}

const outlines: Record<Series['shape'], string> = {
  circle: 'M6 1a5 5 0 1 0 0 10a5 5 0 1 0 0-10z',
  cross: 'M4 1h4v3h3v4h-3v3h-4v-3h-3v-4h3z',
  diamond: 'M6 0l5 6l-5 6l-5-6z',
  square: 'M1 1h10v10h-10z',
};

function Legend({ series }: { series: Series[] }) {
  return (
    <ul className={styles.legend} aria-hidden="true">
      {series.map(({ name, shape, color }) => (
        <li key={name}>
          <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
            <path d={outlines[shape]} fill={color} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

function AsTable({ of, versions }: { of: PackageRef; versions: ListedVersion[] }) {
  return (
    <details>
      <summary>As a table</summary>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Version</th>
            <th scope="col">When</th>
            <th scope="col">What</th>
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <tr key={version.id}>
              <td>
                <TextLink to={versionPath(of, version.version)} inline={false}>
                  {version.version}
                </TextLink>
              </td>
              <td>{momentFormat.format(Date.parse(version.pushed_at))}</td>
              <td>{standing(version)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
