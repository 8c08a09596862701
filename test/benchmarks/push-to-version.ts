/**
 * How long a push takes to become a version, and how many tags a second the service publishes:
 *
 *   node test/benchmarks/push-to-version.ts [--engine embedded|temporal|both] [--pushes 20]
 *
 * Each engine gets a system of its own on this machine: PostgreSQL, the service's programs, and GitHub's simulator in
 * this very program. Times count from the end of `git push`; what comes after is asked for every few milliseconds.
 * The simulator delivers one webhook after the other and shares the processors: the throughput is a lower bound.
 */
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Folder, git, temporaryFolder } from '../support/git.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { connectRepository, quiet, repositoryName, type SkillRepository, tag } from '../support/skill-repository.ts';
import { startTemporalServer } from '../support/temporal-server.ts';
import { startWaybillSystem, type WaybillSystem } from '../support/waybill-system.ts';

const warmUpPushes = 3;
const repositories = 5;
const tagsEach = 10;
const pollMs = 5;
/** A wait longer than this ends the benchmark; whatever else happens, an engine gets no more than `engineLimitMs`. */
const waitLimitMs = 60_000;
const engineLimitMs = 300_000;

type Engine = 'embedded' | 'temporal';
type PushTimes = { versionMs: number; checkRunMs: number };
/** `pushedSeconds`: until the last tag was pushed, which costs the simulator git processes on the same machine. */
type Throughput = { tags: number; seconds: number; pushedSeconds: number };

const { values } = parseArgs({
  options: { engine: { type: 'string', default: 'both' }, pushes: { type: 'string', default: '20' } },
});
const engines: Engine[] = (['embedded', 'temporal'] as const).filter((it) => ['both', it].includes(values.engine));
const pushes = Number(values.pushes);
if (engines.length === 0 || !Number.isInteger(pushes) || pushes < 1 || pushes > 200) {
  throw new Error('Usage: push-to-version.ts [--engine embedded|temporal|both] [--pushes 1..200]');
}

console.log(`${availableParallelism()} processors, load before: ${load()}`);
for (const engine of engines) {
  const { times, throughput } = await measure(engine);
  console.log(`\n${engine} engine, ${times.length} pushes, ms from the end of git push`);
  printRow(['', 'min', 'median', 'max']);
  const rows: [string, number[]][] = [
    ['version visible', times.map((it) => it.versionMs)],
    ['check-run completed', times.map((it) => it.checkRunMs)],
  ];
  for (const [name, series] of rows) {
    const sorted = series.toSorted((a, b) => a - b);
    const figures = [sorted[0], sorted[Math.floor((sorted.length - 1) / 2)], sorted.at(-1)];
    printRow([name, ...figures.map((it) => (it ?? Number.NaN).toFixed(0))]);
  }
  const { tags, seconds, pushedSeconds } = throughput;
  const rate = (tags / seconds).toFixed(1);
  const duration = `${seconds.toFixed(1)} s (the pushes alone ${pushedSeconds.toFixed(1)} s)`;
  console.log(`${tags} tags on ${repositories} repositories: all published in ${duration}, ${rate} versions a second`);
  console.log(`load after: ${load()}`);
}

async function measure(engine: Engine): Promise<{ times: PushTimes[]; throughput: Throughput }> {
  const postgres = await startPostgres();
  const temporal = engine === 'temporal' ? await startTemporalServer() : null;
  const system = await startWaybillSystem({ postgres, temporal });
  try {
    const times = await measurePushes(system, performance.now() + engineLimitMs);
    return { times, throughput: await measureThroughput(system) };
  } finally {
    await system.close();
    await temporal?.stop();
    await postgres.stop();
  }
}

async function measurePushes(system: WaybillSystem, deadline: number): Promise<PushTimes[]> {
  const repository = await connectRepository(system, { name: 'pushed-often' });
  const folder = await temporaryFolder();
  const times: PushTimes[] = [];
  try {
    await git(folder, 'clone', '-q', await system.github.control.pushUrl(repositoryName(repository)), '.');
    for (let count = 0; count < warmUpPushes + pushes && performance.now() < deadline; count += 1) {
      const measured = await measurePush(system, repository, folder, count);
      if (count >= warmUpPushes) times.push(measured);
      await quiet(system, repository);
    }
  } finally {
    await folder.remove();
  }
  return times;
}

async function measurePush(
  system: WaybillSystem,
  repository: SkillRepository,
  folder: Folder,
  count: number,
): Promise<PushTimes> {
  await folder.write('notes.md', `Push ${count}.\n`);
  await git(folder, 'add', '.');
  await git(folder, 'commit', '-qm', `Push ${count}`);
  const sha = (await git(folder, 'rev-parse', 'HEAD')).trim();
  await git(folder, 'push', '-q', 'origin', 'HEAD:main');
  const pushedAt = performance.now();
  const [versionMs, checkRunMs] = await Promise.all([
    elapsedMs(pushedAt, async () =>
      (await system.api.versions(repository.entryId)).some((it) => it.source_ref === sha && it.is_current),
    ),
    elapsedMs(pushedAt, async () =>
      (await system.github.control.listCheckRuns({ ...repositoryName(repository), sha })).some(
        (it) => it.status === 'completed',
      ),
    ),
  ]);
  return { versionMs, checkRunMs };
}

/** All tags as fast as the simulator takes them, until every version is there. */
async function measureThroughput(system: WaybillSystem): Promise<Throughput> {
  const all: SkillRepository[] = [];
  for (let index = 0; index < repositories; index += 1) {
    all.push(await connectRepository(system, { name: `tagged-often-${index}` }));
  }
  const startedAt = performance.now();
  const tagged = all.map(async (repository) => {
    for (let index = 0; index < tagsEach; index += 1) await tag(system, repository, `v1.0.${index}`);
  });
  const published = all.map((repository) =>
    elapsedMs(startedAt, async () => (await system.api.versions(repository.entryId)).length === tagsEach, 50),
  );
  const pushed = Promise.all(tagged).then(() => performance.now() - startedAt);
  const [pushedMs, elapsed] = await Promise.all([pushed, Promise.all(published)]);
  const seconds = Math.max(...elapsed) / 1_000;
  return { tags: repositories * tagsEach, seconds, pushedSeconds: pushedMs / 1_000 };
}

async function elapsedMs(since: number, isThere: () => Promise<boolean>, everyMs = pollMs): Promise<number> {
  while (!(await isThere())) {
    if (performance.now() - since > waitLimitMs) throw new Error(`waited more than ${waitLimitMs} ms`);
    await pause(everyMs);
  }
  return performance.now() - since;
}

function printRow(cells: string[]): void {
  console.log(cells.map((cell, index) => (index === 0 ? cell.padEnd(20) : cell.padStart(8))).join(''));
}

function load(): string {
  return loadavg()
    .map((it) => it.toFixed(2))
    .join(' ');
}
