import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CommandMissing } from '../command-installer/ensure-command.ts';
import { ensureTemporalCli } from './temporal-cli.ts';

let home: string;
const log = () => undefined;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'waybill-cli-'));
});

afterEach(() => rm(home, { recursive: true, force: true }));

describe('the temporal command is taken', () => {
  test('from TEMPORAL_CLI before anything else', async () => {
    const named = await command('named');
    await command('on-path');
    expect(await ensureTemporalCli({ env: { TEMPORAL_CLI: named, PATH: join(home, 'on-path') }, log })).toBe(named);
  });

  test('from PATH before the cache', async () => {
    const onPath = await command('on-path');
    await command('cache/bin');
    const env = { PATH: `${join(home, 'empty')}:${join(home, 'on-path')}`, WAYBILL_CACHE_DIR: join(home, 'cache') };
    expect(await ensureTemporalCli({ env, log })).toBe(onPath);
  });

  test('from the cache, and a broken one on PATH is passed over', async () => {
    await command('on-path', 'exit 1');
    const cached = await command('cache/bin');
    const env = { PATH: join(home, 'on-path'), WAYBILL_CACHE_DIR: join(home, 'cache') };
    expect(await ensureTemporalCli({ env, log })).toBe(cached);
  });
});

test('a TEMPORAL_CLI that is no temporal command is told, not replaced by another', async () => {
  const other = await command('other', 'echo something else');
  await expect(ensureTemporalCli({ env: { TEMPORAL_CLI: other }, log })).rejects.toThrow(CommandMissing);
  await expect(ensureTemporalCli({ env: { TEMPORAL_CLI: join(home, 'none') }, log })).rejects.toThrow(/TEMPORAL_CLI/);
});

async function command(folder: string, script = 'echo "temporal version 1.5.1"'): Promise<string> {
  const path = join(home, folder, 'temporal');
  await mkdir(join(home, folder), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}
