import { execFile } from 'node:child_process';
import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sampleSkills } from './sample-repository.ts';

const sampleFolder = fileURLToPath(new URL('sample/', import.meta.url));

export type SamplePush = {
  /** The pushed commit. */
  sha: string;
  message: string;
};

/**
 * Clones, commits and pushes as a person would: the sample's files when the repository is empty, else a line more in
 * each skill. `cloneUrl` holds the credentials.
 */
export async function pushSample(cloneUrl: string): Promise<SamplePush> {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-sample-'));
  const git = async (...args: string[]) => {
    const { stdout } = await promisify(execFile)('git', ['-c', 'core.autocrlf=false', ...args], { cwd: folder });
    return stdout.trim();
  };
  try {
    await git('clone', '--quiet', cloneUrl, '.');
    const empty = (await git('for-each-ref', '--count=1')) === '';
    if (empty) await cp(sampleFolder, folder, { recursive: true });
    else await growSkills(folder);
    const message = empty ? 'Add two skills' : 'Say when the skills were last read';
    await git('add', '--all');
    await git('update-index', '--chmod=+x', 'skills/release-notes/scripts/section.sh');
    await git('-c', 'user.name=Waybill', '-c', 'user.email=waybill@example.com', 'commit', '--quiet', '-m', message);
    await git('push', '--quiet', 'origin', 'HEAD:main');
    return { sha: await git('rev-parse', 'HEAD'), message };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function growSkills(folder: string): Promise<void> {
  for (const { skillPath } of sampleSkills) {
    await appendFile(join(folder, skillPath, 'SKILL.md'), `\nLast read: ${new Date().toISOString()}\n`);
  }
}
