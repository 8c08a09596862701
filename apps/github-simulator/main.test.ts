import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connectToGitHubSimulator } from './control/client.ts';

const main = join(import.meta.dirname, 'main.ts');
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'github-simulator-'));
});

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
});

afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** Starts the command and gives what it prints when it is up. */
async function start(): Promise<{ child: ChildProcess; baseUrl: string; app: { privateKeyPem: string } }> {
  const child = spawn(process.execPath, [main, '--data', dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, ...JSON.parse(line) };
}

test('the command prints one line, keeps what it has answered through kill -9, and ends on SIGTERM', async () => {
  const first = await start();
  const control = connectToGitHubSimulator(first.baseUrl);
  await control.createAccount({ login: 'mona' });
  await control.createRepository({ owner: 'mona', name: 'hello' });
  const { sha } = await control.commitFiles({ owner: 'mona', repo: 'hello', files: { a: 'a' } });
  const { token } = await control.createUserToken({ login: 'mona' });
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const second = await start();
  expect(second.app).toEqual(first.app);
  const answer = await fetch(`${second.baseUrl}/repos/mona/hello/commits/main`, {
    headers: { authorization: `token ${token}` },
  });
  expect(await answer.json()).toMatchObject({ sha });
  second.child.kill('SIGTERM');
  expect(await once(second.child, 'exit')).toEqual([0, null]);
});

test('a wrong port is one clear line', async () => {
  const run = promisify(execFile)(process.execPath, [main, '--port', 'x', '--data', dataDir]);
  await expect(run).rejects.toMatchObject({
    stderr: 'github-simulator: --port x is not a port; give a number from 0 to 65535.\n',
  });
});
