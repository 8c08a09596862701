import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkGit } from './git-version.ts';

async function checkSaying(text: string) {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-git-version-'));
  try {
    const command = join(folder, 'git');
    await writeFile(command, `#!/bin/sh\necho '${text}'\n`);
    await chmod(command, 0o755);
    return await checkGit(command);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

it('takes the git of this machine', async () => {
  expect(await checkGit()).toEqual({ kind: 'usable', version: expect.stringMatching(/^\d+\.\d+/) });
});

it('takes git 2.31 and later', async () => {
  expect(await checkSaying('git version 2.31.0')).toEqual({ kind: 'usable', version: '2.31.0' });
  expect(await checkSaying('git version 3.0.0 (Vendor Git-200)')).toMatchObject({ kind: 'usable' });
});

it('says what to do when git is too old, is something else, or is missing', async () => {
  const advice = 'Install git 2.31 or later and see that it is on PATH.';
  expect(await checkSaying('git version 2.30.9')).toEqual({
    kind: 'unusable',
    problem: `git 2.30.9 is too old. ${advice}`,
  });
  expect(await checkSaying('hello')).toMatchObject({
    kind: 'unusable',
    problem: expect.stringContaining('said "hello"'),
  });
  expect(await checkGit('/nowhere/git')).toMatchObject({ kind: 'unusable', problem: expect.stringContaining(advice) });
});
