import { randomBytes } from 'node:crypto';
import { chmod, readdir, readFile, readlink, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Sha } from '../../domain/shared/ids.ts';
import { PermanentFailure } from '../../ports/faults.ts';
import { type SourceCheckout, TooLarge } from '../../ports/publishing/source.ts';
import { commitFiles, commitTree, gitIn, makeBareRepository } from '../../test/contracts/source/bare-repository.ts';
import { deltaBomb, writePack, zeros } from '../../test/contracts/source/crafted-pack.ts';
import { type GitHost, startGitHost } from '../../test/contracts/source/git-host.ts';
import { contentOf, entriesOf } from '../../test/contracts/source/source.contract.ts';
import { eventually } from '../../test/support/eventually.ts';

// Real git, real HTTP, and files of gigabytes.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

const generous = { fileBytes: 2_000_000, totalBytes: 32_000_000 };
const skill = [
  { path: 'skills/a/SKILL.md', content: 'A' },
  { path: 'skills/a/data.bin', content: randomBytes(100_000) },
];

let host: GitHost;
beforeEach(async () => {
  host = await startGitHost();
});
afterEach(() => host.remove());

async function readAll(checkout: SourceCheckout, folder: string, limits = generous): Promise<Map<string, Buffer>> {
  const contents = new Map<string, Buffer>();
  for await (const file of checkout.read(await entriesOf(checkout, folder), limits)) {
    contents.set(file.entry.path, await contentOf(file));
  }
  return contents;
}

const sentBytes = () => host.server.requests.reduce((total, request) => total + request.sentBytes, 0);
const checkoutsLeft = () => readdir(host.tempDir);

/** A git that writes down what it was called with and what it found in its environment. */
async function spyingGit(log: string): Promise<string> {
  const command = `${log}-git`;
  await writeFile(command, `#!/bin/sh\necho "$@" >> '${log}'\nenv | cut -d= -f1 >> '${log}.env'\nexec git "$@"\n`);
  await chmod(command, 0o755);
  return command;
}

describe('what is fetched', () => {
  it('is the names of the commit and the files asked for, in two fetches, however large the repository is', async () => {
    const others = Array.from({ length: 40 }, (_, n) => ({ path: `other/${n}`, content: randomBytes(500_000) }));
    const commit = await commitFiles(host.repositoryDir, [...others, ...skill]);
    const checkout = await host.source().open(host.repository, commit);
    const opened = sentBytes();
    expect(opened).toBeLessThan(10_000);
    expect([...(await readAll(checkout, 'skills/a')).keys()]).toEqual(['SKILL.md', 'data.bin']);
    await checkout.findByName('SKILL.md', 5);
    await checkout.close();
    expect(sentBytes() - opened).toBeGreaterThan(100_000);
    expect(sentBytes() - opened).toBeLessThan(110_000);
    expect(host.server.requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
    expect(host.server.requests).toHaveLength(4);
  });

  it('is no history', async () => {
    const names = Array.from({ length: 500 }, () => randomBytes(20).toString('hex'));
    const parent = await commitFiles(
      host.repositoryDir,
      names.map((path) => ({ path, content: '' })),
    );
    const tree = await gitIn(host.repositoryDir, ['mktree'], '');
    const commit = await gitIn(host.repositoryDir, ['commit-tree', '-m', 'Empty', '-p', parent, tree]);
    const checkout = await host.source().open(host.repository, commit as Sha);
    expect(await entriesOf(checkout, '.')).toEqual([]);
    await checkout.close();
    expect(sentBytes()).toBeLessThan(2000);
  });

  it('is the same for a repository with SHA-256 names', async () => {
    const dir = await makeBareRepository(join(host.repositoryDir, '..'), 'modern.git', 'sha256');
    const commit = await commitFiles(dir, skill);
    expect(commit).toHaveLength(64);
    const checkout = await host.source().open({ ...host.repository, name: 'modern' }, commit);
    expect((await readAll(checkout, 'skills/a')).get('SKILL.md')?.toString()).toBe('A');
    await checkout.close();
  });

  it('comes from where a renamed repository is now', async () => {
    const commit = await commitFiles(host.repositoryDir, skill);
    const repository = { ...host.repository, name: 'old-name' };
    host.server.answer = ({ path }) =>
      path.includes('old-name')
        ? { status: 301, headers: { location: `${host.server.url}${path.replace('old-name', 'tools')}` } }
        : null;
    const checkout = await host.source().open(repository, commit);
    expect((await readAll(checkout, 'skills/a')).get('SKILL.md')?.toString()).toBe('A');
    await checkout.close();
  });

  it('lists 100,000 files one after the other, and stops when nobody reads on', async () => {
    const blob = await gitIn(host.repositoryDir, ['hash-object', '-w', '--stdin'], 'x');
    const folder = (n: number) =>
      Array.from({ length: 1000 }, (_, file) => `100644 blob ${blob}\tfile-${n}-${file}\n`).join('');
    const folders = Array.from({ length: 100 }, (_, n) => folder(n)).join('\n');
    const trees = (await gitIn(host.repositoryDir, ['mktree', '--batch'], folders)).split('\n');
    const root = trees.map((tree, n) => `040000 tree ${tree}\tfolder-${n}\n`).join('');
    const commit = await commitTree(host.repositoryDir, await gitIn(host.repositoryDir, ['mktree'], root));
    const checkout = await host.source().open(host.repository, commit);
    let count = 0;
    for await (const { mode } of checkout.list('.')) count += mode === '100644' ? 1 : 0;
    expect(count).toBe(100_000);
    for await (const { path } of checkout.list('folder-7')) {
      expect(path).toBe('file-7-0');
      break;
    }
    const found = await checkout.findByName('file-99-999', 5);
    expect(found.map(({ path }) => path)).toEqual(['folder-99/file-99-999']);
    await checkout.close();
    expect(await checkoutsLeft()).toEqual([]);
  });

  it('stops at a tree that stands for more paths than can be listed', async () => {
    const blob = await gitIn(host.repositoryDir, ['hash-object', '-w', '--stdin'], 'x');
    let tree = await gitIn(host.repositoryDir, ['mktree'], `100644 blob ${blob}\tfile\n`);
    for (let level = 0; level < 12; level += 1) {
      const copies = Array.from({ length: 10 }, (_, n) => `040000 tree ${tree}\t${n}\n`).join('');
      tree = await gitIn(host.repositoryDir, ['mktree'], copies);
    }
    const checkout = await host.source().open(host.repository, await commitTree(host.repositoryDir, tree));
    expect(await checkout.findByName('SKILL.md', 5)).toEqual([]);
    await checkout.close();
  });

  it('names a file whose name is no UTF-8', async () => {
    const latin1 = Buffer.from('a/caf\xe9\n.md', 'latin1');
    const commit = await commitFiles(host.repositoryDir, [{ path: latin1, content: 'x' }, ...skill]);
    const checkout = await host.source().open(host.repository, commit);
    const listing = entriesOf(checkout, 'a');
    await expect(listing).rejects.toBeInstanceOf(PermanentFailure);
    await expect(listing).rejects.toMatchObject({
      code: 'name_not_utf8',
      message: expect.stringContaining('"caf\\xe9\\x0a.md"'),
    });
    expect(await entriesOf(checkout, 'skills')).toHaveLength(2);
    await checkout.close();
  });
});

describe('what is too large', () => {
  it('is cut off while it arrives', async () => {
    const commit = await commitFiles(host.repositoryDir, [{ path: 'big.bin', content: randomBytes(60_000_000) }]);
    const checkout = await host.source().open(host.repository, commit);
    const reading = readAll(checkout, '.', { fileBytes: 2_000_000, totalBytes: 4_000_000 });
    await expect(reading).rejects.toBeInstanceOf(TooLarge);
    await expect(reading).rejects.toMatchObject({ path: null, limitBytes: 4_000_000 });
    await eventually('the server is told', async () => host.server.requests.length === 4);
    expect(sentBytes()).toBeLessThan(30_000_000);
    const largest = await largestFileBytes(host.tempDir);
    expect(largest).toBeLessThanOrEqual(4_200_000);
    await checkout.close();
    expect(await checkoutsLeft()).toEqual([]);
  });

  it('is cut off at the limit of a fetch, when that is lower', async () => {
    const commit = await commitFiles(host.repositoryDir, [{ path: 'big.bin', content: randomBytes(3_000_000) }]);
    const limits = { fetchTimeoutMs: 60_000, maxPackBytes: 1_000_000, maxTreePackBytes: 1_000_000 };
    const checkout = await host.source({ limits }).open(host.repository, commit);
    await expect(readAll(checkout, '.')).rejects.toMatchObject({ name: 'TooLarge', path: null, limitBytes: 1_000_000 });
    await checkout.close();
  });

  it('is named, when it arrived because it compresses well', async () => {
    const object = zeros('8cfeb830fd691c4e1b6f5783627aa7d41ceec288', 512);
    const checkout = await host.source().open(host.repository, await commitObject(object));
    await expect(readAll(checkout, '.')).rejects.toMatchObject({
      name: 'TooLarge',
      path: 'big.bin',
      limitBytes: 2_000_000,
    });
    await checkout.close();
  });

  it('is given up after seconds of unpacking: 3 GiB in 3 MB', async () => {
    const commit = await commitObject(zeros('1077662767e8de998abc7dbe3649b8df9a2baf72', 3072));
    const checkout = await host.source().open(host.repository, commit);
    const reading = readAll(checkout, '.', { fileBytes: 1_000_000, totalBytes: 4_000_000 });
    // Had it been unpacked to its end, the file would be named.
    await expect(reading).rejects.toMatchObject({ name: 'TooLarge', path: null, limitBytes: 4_000_000 });
    expect(await largestFileBytes(host.tempDir)).toBeLessThan(4_000_000);
    await checkout.close();
  });

  it('takes no memory, when a delta stands for it', async () => {
    const { base, bomb } = deltaBomb(4096);
    await writePack(host.repositoryDir, [base, bomb]);
    const tree = `100644 blob ${base.id}\tbase\n100644 blob ${bomb.id}\tbomb\n`;
    const root = await gitIn(host.repositoryDir, ['mktree', '--missing'], tree);
    const checkout = await host.source().open(host.repository, await commitTree(host.repositoryDir, root));
    await expect(readAll(checkout, '.')).rejects.toMatchObject({ name: 'TooLarge', path: null });
    await checkout.close();
  });

  it('may be the names alone', async () => {
    const files = Array.from({ length: 2000 }, (_, n) => ({
      path: `${n}/${randomBytes(20).toString('hex')}`,
      content: '',
    }));
    const commit = await commitFiles(host.repositoryDir, files);
    const limits = { fetchTimeoutMs: 60_000, maxPackBytes: 1_000_000, maxTreePackBytes: 20_000 };
    const opening = host.source({ limits }).open(host.repository, commit);
    await expect(opening).rejects.toMatchObject({ name: 'PermanentFailure', code: 'repository_too_large' });
    expect(await checkoutsLeft()).toEqual([]);
  });

  async function commitObject(object: ReturnType<typeof zeros>): Promise<Sha> {
    await writePack(host.repositoryDir, [object]);
    const tree = await gitIn(host.repositoryDir, ['mktree', '--missing'], `100644 blob ${object.id}\tbig.bin\n`);
    return await commitTree(host.repositoryDir, tree);
  }
});

describe('what goes wrong', () => {
  it('is permanent when the repository cannot be read: 401, 403, 404', async () => {
    const commit = await commitFiles(host.repositoryDir, skill);
    const refused = { name: 'PermanentFailure', code: 'repository_not_accessible' };
    const wrongToken = host.source({ tokenFor: async () => `ghs_${'w'.repeat(36)}` });
    await expect(wrongToken.open(host.repository, commit)).rejects.toMatchObject(refused);
    for (const status of [403, 404]) {
      host.server.answer = () => ({ status });
      await expect(host.source().open(host.repository, commit)).rejects.toMatchObject(refused);
    }
    host.server.answer = null;
    const missing = host.source().open({ ...host.repository, name: 'missing' }, commit);
    await expect(missing).rejects.toMatchObject({ ...refused, message: expect.stringContaining('acme/missing') });
    expect(await checkoutsLeft()).toEqual([]);
  });

  it('is worth another try when the server fails: 429, 500, 503, cut connections, nobody listening', async () => {
    const commit = await commitFiles(host.repositoryDir, skill);
    for (const status of [429, 500, 503]) {
      host.server.answer = () => ({ status });
      await expectPassing(host.source().open(host.repository, commit), new RegExp(`returned error: ${status}`));
    }
    host.server.answer = null;
    const checkout = await host.source().open(host.repository, commit);
    for (const cutAfterBytes of [0, 20_000]) {
      host.server.cutAfterBytes = cutAfterBytes;
      await expectPassing(readAll(checkout, 'skills/a'), /acme\/tools failed: .*(fatal|error): /);
    }
    host.server.cutAfterBytes = null;
    expect((await readAll(checkout, 'skills/a')).size).toBe(2);
    await checkout.close();
    const nobody = host.source({ gitBaseUrl: 'http://127.0.0.1:1' });
    await expectPassing(nobody.open(host.repository, commit), /Failed to connect|Could not connect/);
    expect(await checkoutsLeft()).toEqual([]);
  });

  it('is the failure of whoever makes the token, as it is', async () => {
    const suspended = new PermanentFailure('installation_suspended', 'This installation has been suspended');
    const source = host.source({ tokenFor: () => Promise.reject(suspended) });
    await expect(source.open(host.repository, 'a'.repeat(40) as Sha)).rejects.toBe(suspended);
  });

  it('ends after its time when the server says nothing', async () => {
    const commit = await commitFiles(host.repositoryDir, skill);
    host.server.silent = true;
    const limits = { fetchTimeoutMs: 300, maxPackBytes: 1_000_000, maxTreePackBytes: 1_000_000 };
    await expectPassing(host.source({ limits }).open(host.repository, commit), /took too long/);
    expect(await checkoutsLeft()).toEqual([]);
  });

  it('leaves no process and no folder behind when it is aborted', async () => {
    const commit = await commitFiles(host.repositoryDir, skill);
    host.server.silent = true;
    const stop = new AbortController();
    const opening = host.source().open(host.repository, commit, stop.signal);
    opening.catch(() => undefined);
    await eventually('the fetch waits', () => host.server.requests.some(({ method }) => method === 'POST'));
    const [folder] = await checkoutsLeft();
    expect(await processesIn(join(host.tempDir, folder ?? ''))).not.toEqual([]);
    stop.abort(new Error('cancelled'));
    await expect(opening).rejects.toThrow('cancelled');
    await eventually('git is gone', async () => (await processesIn(join(host.tempDir, folder ?? ''))).length === 0);
    expect(await checkoutsLeft()).toEqual([]);
  });

  it('ends a reading when the checkout is closed meanwhile', async () => {
    const commit = await commitFiles(host.repositoryDir, skill);
    const checkout = await host.source().open(host.repository, commit);
    host.server.silent = true;
    const reading = readAll(checkout, 'skills/a');
    reading.catch(() => undefined);
    await eventually(
      'the fetch waits',
      () => host.server.requests.filter(({ method }) => method === 'POST').length === 2,
    );
    await checkout.close();
    await expect(reading).rejects.toThrow('The checkout of acme/tools is closed');
    expect(await checkoutsLeft()).toEqual([]);
  });

  it('names a git that cannot be run', async () => {
    const source = host.source({ gitCommand: join(host.tempDir, 'no-git') });
    await expect(source.open(host.repository, 'a'.repeat(40) as Sha)).rejects.toThrow(/no-git.*not found/);
    expect(await checkoutsLeft()).toEqual([]);
  });

  async function expectPassing(promise: Promise<unknown>, message: RegExp): Promise<void> {
    const error = await promise.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(PermanentFailure);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).not.toContain(host.token);
  }
});

describe('the token', () => {
  it('is neither in arguments nor in files, and the outer environment stays outside', async () => {
    const log = join(host.repositoryDir, 'calls');
    const gitCommand = await spyingGit(log);
    const commit = await commitFiles(host.repositoryDir, skill);
    const environment = {
      PATH: process.env.PATH,
      GIT_TRACE_CURL: '1',
      GIT_DIR: '/nowhere',
      DATABASE_URL: 'postgres://',
    };
    const checkout = await host.source({ gitCommand, environment }).open(host.repository, commit);
    await readAll(checkout, 'skills/a');
    const secret = Buffer.from(`x-access-token:${host.token}`).toString('base64');
    const [folder] = await checkoutsLeft();
    const config = await readFile(join(host.tempDir, folder ?? '', 'config'), 'utf8');
    const called = await readFile(log, 'utf8');
    expect(called).toContain('fetch ');
    for (const text of [called, config]) {
      expect(text).not.toContain(host.token);
      expect(text).not.toContain(secret);
    }
    const variables = await readFile(`${log}.env`, 'utf8');
    expect(variables).toContain('GIT_CONFIG_VALUE_0');
    expect(variables).not.toMatch(/GIT_TRACE|DATABASE_URL/);
    await checkout.close();
  });

  it('is replaced by another one when the server does not take it', async () => {
    const commit = await commitFiles(host.repositoryDir, skill);
    const kept = ['ghs_revoked', host.token];
    const dropToken = (token: string) => void kept.splice(kept.indexOf(token), 1);
    const source = host.source({ tokenFor: async () => kept[0] ?? '', dropToken });
    const checkout = await source.open(host.repository, commit);
    expect((await readAll(checkout, 'skills/a')).get('SKILL.md')?.toString()).toBe('A');
    await checkout.close();
    expect(await checkoutsLeft()).toEqual([]);
  });

  it('that cannot be had any more says why', async () => {
    const commit = await commitFiles(host.repositoryDir, skill);
    const suspended = new PermanentFailure('installation_suspended', 'The installation was suspended.');
    let dropped = false;
    const source = host.source({
      tokenFor: async () => (dropped ? Promise.reject(suspended) : 'ghs_revoked'),
      dropToken: () => {
        dropped = true;
      },
    });
    await expect(source.open(host.repository, commit)).rejects.toBe(suspended);
    expect(await checkoutsLeft()).toEqual([]);
  });

  it('is sent to no other origin, even when the server redirects there', async () => {
    const seen: (string | undefined)[] = [];
    const elsewhere = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const address = elsewhere.address();
    const location = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/acme/tools.git/info/refs`;
    host.server.answer = () => ({ status: 302, headers: { location } });
    const commit = await commitFiles(host.repositoryDir, skill);
    await expect(host.source().open(host.repository, commit)).rejects.toThrow(/returned error: 302/);
    expect(seen).toEqual([]);
    await new Promise((resolve) => elsewhere.close(resolve));
  });
});

async function largestFileBytes(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = files
    .filter((file) => file.isFile())
    .map(async (file) => (await stat(join(file.parentPath, file.name))).size);
  return Math.max(0, ...(await Promise.all(sizes)));
}

/** Processes whose current folder is this one. Source: proc(5); elsewhere than on Linux there is none to be seen. */
async function processesIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const id of await readdir('/proc')) {
    if (/^\d+$/.test(id) && (await readlink(`/proc/${id}/cwd`).catch(() => '')) === folder) found.push(id);
  }
  return found;
}
