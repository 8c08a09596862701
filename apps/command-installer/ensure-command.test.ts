import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cacheFolder } from './cache-folder.ts';
import { CommandMissing, ensureCommand, type WantedCommand } from './ensure-command.ts';
import { withInstallLock } from './install-lock.ts';

let home: string;
const log = () => undefined;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'waybill-command-'));
});

afterEach(() => rm(home, { recursive: true, force: true }));

test('the cache is where the platform keeps caches', () => {
  expect(cacheFolder({ WAYBILL_CACHE_DIR: '/here' }, 'linux')).toBe('/here');
  expect(cacheFolder({ HOME: '/home/ada' }, 'linux')).toBe('/home/ada/.cache/waybill');
  expect(cacheFolder({ HOME: '/home/ada', XDG_CACHE_HOME: '/cache' }, 'linux')).toBe('/cache/waybill');
  expect(cacheFolder({ HOME: '/Users/ada' }, 'darwin')).toBe('/Users/ada/Library/Caches/waybill');
});

test('callers at the same time install one after the other', async () => {
  const lock = join(home, 'lock');
  let inside = 0;
  let most = 0;
  const install = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setImmediate(resolve));
    inside -= 1;
  };
  await Promise.all([1, 2, 3].map(() => withInstallLock(lock, { log }, install)));
  expect(most).toBe(1);
});

const wanted: WantedCommand = {
  title: 'The parcel scale',
  program: 'parcel-scale',
  variable: 'PARCEL_SCALE',
  isIt: async () => false,
  ways: [
    { name: 'download', install: async () => 'no way out' },
    { name: 'go install', install: async () => 'go is not on PATH' },
  ],
  advice: 'buy one.',
};

test('a command that cannot be had is told with all that was tried, and what to do', async () => {
  const env = { PATH: join(home, 'none'), WAYBILL_CACHE_DIR: home };
  const missing = ensureCommand(wanted, { env, log });
  await expect(missing).rejects.toThrow(CommandMissing);
  await expect(missing).rejects.toThrow(
    [
      'The parcel scale is not installed and could not be had.',
      `Looked for: PARCEL_SCALE (not set), parcel-scale on PATH, ${join(home, 'bin', 'parcel-scale')}.`,
      'Tried: download: no way out; go install: go is not on PATH.',
      'What to do: buy one.',
    ].join('\n'),
  );
});

test('the first way that works is the last that is tried', async () => {
  const targets: string[] = [];
  const works = async ({ target }: { target: string }) => void targets.push(target);
  const fails = async () => {
    throw new Error('tried in vain');
  };
  const env = { PATH: '', WAYBILL_CACHE_DIR: home };
  const ways = [...wanted.ways, { name: 'works', install: works }, { name: 'late', install: fails }];
  expect(await ensureCommand({ ...wanted, ways }, { env, log })).toBe(join(home, 'bin', 'parcel-scale'));
  expect(targets).toEqual([join(home, 'bin', 'parcel-scale')]);
});
