import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { signInByLink } from '../support/sign-in.ts';

const bootstrap = fileURLToPath(new URL('../../apps/quickstart/bootstrap.js', import.meta.url));

let home: string;
let data: string;
const started: Run[] = [];

/** One `npm start`, without npm. */
type Run = { process: ChildProcess; output: () => string; ended: Promise<{ code: number | null }> };

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'waybill-quickstart-'));
  // For root: the user postgres has to get in, or the data would be kept elsewhere.
  await chmod(home, 0o755);
  data = join(home, 'data');
});

afterEach(async () => {
  for (const run of started.splice(0)) {
    run.process.kill('SIGTERM');
    await run.ended;
  }
  await rm(home, { recursive: true, force: true });
});

describe.each(['embedded', 'temporal'])('npm start with the %s engine', (engine) => {
  test('publishes both skills by a push, stays up with ready.json, and stops at Ctrl-C without leaving a process', async () => {
    const run = start('--port', '0', '--data', data, '--engine', engine);
    await untilUp(run);
    const ready = JSON.parse(await readFile(join(data, 'ready.json'), 'utf8'));
    expect(ready).toMatchObject({ engine, api_key: expect.stringMatching(/^st_live_/) });
    expect(ready.temporal_ui === null).toBe(engine === 'embedded');
    expect(ready.connections.map((connection: { entry_name: string }) => connection.entry_name)).toEqual([
      'changelog-writer',
      'release-notes',
    ]);
    expect(ready.dashboard).toMatch(new RegExp(`^${ready.api}/sign-in#token=[\\w-]{43}$`));
    expect(run.output()).toContain(`Dashboard     ${ready.dashboard}\n`);
    const signedIn = await signInByLink(ready.api, ready.dashboard);
    const session = await fetch(`${ready.api}/api/v1/session`, { headers: signedIn.read });
    expect(await session.json()).toMatchObject({ organizations: [{ role: 'owner' }], sign_in: { github: true } });
    const [first] = ready.connections;
    const { versions } = await get(`${ready.api}/api/v1/registry/${first.entry_id}/versions`, ready.api_key);
    expect(versions).toMatchObject([{ is_current: true, source: 'github', source_repo: 'acme/skills' }]);
    await expectTemporalPages(run, ready);
    expect((await stat(join(data, 'ready.json'))).mode & 0o077).toBe(0);
    await git('ls-remote', `${ready.git}/acme/skills.git`);

    run.process.kill('SIGINT');
    expect(await run.ended).toEqual({ code: 0 });
    expect(existsSync(join(data, 'ready.json'))).toBe(false);
    expect(await processesNaming(data)).toEqual([]);
  });
});

test('the printed commands push, tag and show the version, its attempt and its check-run', async () => {
  const run = start('--port', '0', '--data', data);
  await untilUp(run);
  const commands = run
    .output()
    .split('\n')
    .filter((line) => /^ {2}(cd|echo|git|curl) /.test(line))
    .join('\n');
  const shell = (script: string) =>
    promisify(execFile)('sh', ['-ec', script], { env: { ...process.env, TMPDIR: home } });
  const [trials, looks] = [
    commands.split('\n').filter((line) => !line.includes('curl')),
    commands.match(/^ {2}curl .*$/gm),
  ];
  await shell(trials.join('\n'));
  const [versions, attempt, checkRuns] = looks ?? [];
  await expect
    .poll(async () => (await shell(versions ?? '')).stdout, { timeout: 60_000 })
    .toContain('"version":"1.0.0"');
  await expect
    .poll(async () => (await shell(attempt ?? '')).stdout, { timeout: 60_000 })
    .toContain('"status":"published"');
  await expect
    .poll(async () => (await shell(checkRuns ?? '')).stdout, { timeout: 60_000 })
    .toContain('"conclusion":"success"');
  run.process.kill('SIGTERM');
  await run.ended;
  const next = start('--port', '0', '--data', data);
  await untilUp(next);
  expect(run.output()).toContain('git tag changelog-writer@1.0.0 ');
  expect(next.output()).toContain('git tag changelog-writer@1.0.1 ');
});

test('--once publishes, shows it and ends; again, it continues with the same data and publishes once more', async () => {
  const first = start('--once', '--port', '0', '--data', data);
  expect(await first.ended).toEqual({ code: 0 });
  const [firstVersion] = versionsIn(first);
  const second = start('--once', '--port', '0', '--data', data);
  expect(await second.ended).toEqual({ code: 0 });
  const [secondVersion] = versionsIn(second);
  expect([firstVersion, secondVersion]).toEqual([expect.stringMatching(/github/), expect.stringMatching(/github/)]);
  expect(secondVersion).not.toBe(firstVersion);
  expect(await processesNaming(data)).toEqual([]);
});

test('after kill -9 the next start continues: same key, same clone URL, same versions', async () => {
  const run = start('--port', '0', '--data', data);
  await untilUp(run);
  const before = JSON.parse(await readFile(join(data, 'ready.json'), 'utf8'));
  run.process.kill('SIGKILL');
  process.kill(before.pid, 'SIGKILL');
  await run.ended;
  const next = start('--port', '0', '--data', data);
  await untilUp(next);
  const after = JSON.parse(await readFile(join(data, 'ready.json'), 'utf8'));
  expect(after).toMatchObject({ api_key: before.api_key, git: before.git, connections: before.connections });
  expect(next.output()).toContain('as the last start left it');
});

describe('what cannot work is told in one line', () => {
  test('a data folder in use by another start', async () => {
    await untilUp(start('--port', '0', '--data', data));
    await refused(['--port', '0', '--data', data], /in use by a running Waybill/);
  });

  test('a port in use', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await refused(['--port', String(port), '--data', data], new RegExp(`Port ${port} .*--port`));
    await new Promise((resolve) => server.close(resolve));
  });

  test('a data folder that is a file, lies below one, or is damaged', async () => {
    const file = join(home, 'file');
    await writeFile(file, '');
    await refused(['--data', file], /is not a folder/);
    await refused(['--data', join(file, 'below')], /is not a folder/);
    await mkdir(data);
    await writeFile(join(data, 'quickstart.json'), '{"apiKey":');
    await refused(['--port', '0', '--data', data], /quickstart\.json is damaged/);
  });

  test('unknown options, engines and ports', async () => {
    await refused(['--prot', '1'], /Unknown option '--prot'/);
    await refused(['--engine', 'steam'], /--engine steam/);
    await refused(['--port', '70000'], /--port 70000/);
  });

  test('a missing git', async () => {
    const empty = join(home, 'empty');
    await mkdir(empty);
    const run = launch(['--port', '0', '--data', data], { ...process.env, PATH: empty });
    expect(await run.ended).toEqual({ code: 1 });
    expect(run.output()).toMatch(/^waybill: git was not found: .*\n$/);
  });
});

function start(...args: string[]): Run {
  return launch(args, process.env);
}

function launch(args: string[], env: NodeJS.ProcessEnv): Run {
  const child = spawn(process.execPath, [bootstrap, ...args], { env, cwd: home, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
    });
  }
  const ended = new Promise<{ code: number | null }>((resolve) => child.on('close', (code) => resolve({ code })));
  const run = { process: child, output: () => output, ended };
  started.push(run);
  return run;
}

async function untilUp(run: Run): Promise<void> {
  await expect.poll(run.output, { timeout: 90_000, interval: 100 }).toContain('Everything is up');
}

async function refused(args: string[], message: RegExp): Promise<void> {
  const run = start(...args);
  expect(await run.ended).toEqual({ code: 1 });
  expect(run.output()).toMatch(/^waybill: [^\n]+\n$/);
  expect(run.output()).toMatch(message);
}

function versionsIn(run: Run): string[] {
  return run.output().match(/0\.0\.0-github\.[0-9a-f]+(?= published)/g) ?? [];
}

async function get(url: string, key: string): Promise<Record<string, unknown>> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

/** With Temporal, its pages are named, are up, and attempts lead there; nothing names them otherwise. */
async function expectTemporalPages(run: Run, ready: { api: string; api_key: string; temporal_ui: string | null }) {
  const { attempts } = await get(`${ready.api}/api/v1/github/attempts?limit=1`, ready.api_key);
  const [newest] = attempts as { id: string }[];
  const { engine_url } = await get(`${ready.api}/api/v1/github/attempts/${newest?.id}`, ready.api_key);
  if (ready.temporal_ui === null) {
    expect([engine_url, run.output().includes('Temporal')]).toEqual([null, false]);
    return;
  }
  expect(run.output()).toContain(`its pages on ${ready.temporal_ui} (`);
  expect(engine_url).toBe(`${ready.temporal_ui}/namespaces/default/workflows/publish%2F${newest?.id}`);
  const fetched = () => fetch(String(engine_url)).then(({ status }) => status, String);
  await expect.poll(fetched, { timeout: 60_000 }).toBe(200);
}

async function git(...args: string[]): Promise<void> {
  await promisify(execFile)('git', args);
}

/** Command lines that name the folder, `pgrep`'s own left out. */
async function processesNaming(folder: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'args']);
  return stdout.split('\n').filter((line) => line.includes(folder));
}
