import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pushMetadata, skillArchive, uploadForm } from './skill-archive.ts';
import type { WaybillSystem } from './waybill-system.ts';

export type PushedVersion = {
  version: string;
  files?: Record<string, string>;
  /** The text of SKILL.md below its front matter. */
  text?: string;
};

/** Pushes the versions, in their order, as a registry client does; the first makes the entry. The entry's id. */
export async function pushVersions(
  system: WaybillSystem,
  entry: { name: string; visibility?: 'public' | 'org' | 'unlisted' },
  versions: readonly PushedVersion[],
): Promise<string> {
  let entryId: string | null = null;
  for (const { version, files = {}, text = '# Sample\n' } of versions) {
    const skill = `---\nname: ${entry.name}\ndescription: A sample.\nlicense: Apache-2.0\n---\n\n${text}`;
    const archive = await skillArchive(files, skill);
    const form = uploadForm(pushMetadata(archive, { ...entry, version }), archive.bytes);
    const path: string = entryId === null ? '/api/v1/registry' : `/api/v1/registry/${entryId}/versions`;
    entryId = await push(system, path, form);
  }
  if (entryId === null) throw new Error('there is no version to push');
  return entryId;
}

async function push(system: WaybillSystem, path: string, form: FormData): Promise<string> {
  const headers = { Authorization: `Bearer ${system.environment.WAYBILL_FIRST_API_KEY}` };
  const answer = await fetch(`${system.url}${path}`, { method: 'POST', headers, body: form });
  if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
  const { entry } = (await answer.json()) as { entry: { id: string } };
  return entry.id;
}

/** Runs commands that a page shows, in a new folder, with a key at hand or none; then what `look` finds there. */
export async function runShown<Found>(
  commands: string,
  key: string | undefined,
  look: (folder: string) => Promise<Found>,
): Promise<Found> {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-commands-'));
  try {
    const env = { PATH: process.env.PATH ?? '', ...(key && { WAYBILL_API_KEY: key }) };
    await promisify(execFile)('sh', ['-eu', '-c', commands], { cwd: folder, env });
    return await look(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
