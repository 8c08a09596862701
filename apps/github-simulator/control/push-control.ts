import { accountByLogin, actingUser, emailOf } from '../accounts.ts';
import { commitFiles, type FileChange } from '../git/commit-files.ts';
import { git } from '../git/git-command.ts';
import { readCommit } from '../git/objects.ts';
import { readRefs, resolveCommit, resolveObject, zeroSha } from '../git/refs.ts';
import { asPush } from '../pushes.ts';
import { ownerOf, repositoryByName } from '../repositories.ts';
import { repositoryDir, type Simulation } from '../simulation.ts';
import type { Account, Repository } from '../state.ts';
import type { CommitFilesInput, CommittedFile, SimulatorControl } from './control.ts';

type PushControl = Pick<SimulatorControl, 'commitFiles' | 'createTag' | 'updateRefs' | 'listRefs'>;

type Place = { simulation: Simulation; repository: Repository; dir: string; pusher: Account };

export function pushControl(simulation: Simulation): PushControl {
  const placeOf = (input: { owner: string; repo: string; pusher?: string }): Place => {
    const repository = repositoryByName(simulation, input.owner, input.repo);
    const owner = ownerOf(simulation, repository);
    const pusher =
      input.pusher === undefined ? actingUser(simulation, owner) : accountByLogin(simulation, input.pusher);
    return { simulation, repository, dir: repositoryDir(simulation, repository.id), pusher };
  };
  return {
    commitFiles: async (input) => commit(placeOf(input), input),
    createTag: async (input) => tag(placeOf(input), input),
    async updateRefs(input) {
      const place = placeOf(input);
      const commands = input.updates.map(({ ref, sha }) =>
        sha === null ? `delete ${ref}\n` : `update ${ref} ${sha}\n`,
      );
      await push(place, () => git(place.dir, ['update-ref', '--stdin'], commands.join('')));
    },
    async listRefs(input) {
      const refs = await readRefs(placeOf(input).dir);
      return [...refs.values()].map(({ name, sha, peeledSha }) => ({ ref: name, sha, commit: peeledSha }));
    },
  };
}

/** As receive-pack would: one at a time, refused when archived, followed by everything that follows a push. */
function push<T>({ simulation, repository, pusher }: Place, moveRefs: () => Promise<T>): Promise<T> {
  if (repository.archived) throw new Error(`"${repository.name}" is archived, so it takes no pushes.`);
  return asPush(simulation, repository, pusher, moveRefs);
}

function commit(place: Place, input: CommitFilesInput) {
  const { dir, repository, pusher, simulation } = place;
  return push(place, async () => {
    const branch = input.branch ?? repository.defaultBranch;
    const head = (await readRefs(dir, 'refs/heads')).get(`refs/heads/${branch}`)?.sha;
    const parent = await parentOf(dir, input, head);
    if (parent !== head && head !== undefined && input.force !== true) {
      throw new Error(`"${branch}" is at ${head}; a commit on another parent needs force.`);
    }
    const author = { name: pusher.login, email: emailOf(pusher), epochSeconds: Math.floor(simulation.now() / 1000) };
    const files = Object.entries(input.files).map(([path, file]) => fileChange(path, file));
    await commitFiles(dir, { branch, parent, files, message: input.message ?? 'Update files', author });
    const sha = await resolveObject(dir, `refs/heads/${branch}`);
    const written = sha === undefined ? undefined : await readCommit(dir, sha);
    if (written === undefined) throw new Error(`No commit was made on "${branch}".`);
    return { sha: written.sha, tree: written.tree, branch, before: head ?? zeroSha };
  });
}

async function parentOf(dir: string, input: CommitFilesInput, head: string | undefined): Promise<string | undefined> {
  if (input.parent === undefined) return head;
  if (input.parent === null) return undefined;
  const parent = await resolveCommit(dir, input.parent);
  if (parent === undefined) throw new Error(`There is no commit "${input.parent}".`);
  return parent;
}

type TagInput = Parameters<SimulatorControl['createTag']>[0];

function tag(place: Place, input: TagInput) {
  const { dir, repository, pusher, simulation } = place;
  return push(place, async () => {
    const target = input.target ?? repository.defaultBranch;
    const commitSha = await resolveCommit(dir, target);
    if (commitSha === undefined) throw new Error(`There is no commit "${target}" to tag.`);
    const existing = (await readRefs(dir, 'refs/tags')).get(`refs/tags/${input.name}`);
    if (existing !== undefined && input.force !== true) {
      throw new Error(`The tag "${input.name}" exists; moving it needs force.`);
    }
    const seconds = Math.floor(simulation.now() / 1000);
    const content = [
      `object ${commitSha}`,
      'type commit',
      `tag ${input.name}`,
      `tagger ${pusher.login} <${emailOf(pusher)}> ${seconds} +0000`,
      '',
      `${input.message ?? input.name}\n`,
    ].join('\n');
    const sha = input.annotated === true ? (await git(dir, ['mktag'], content)).toString('utf8').trim() : commitSha;
    await git(dir, ['update-ref', `refs/tags/${input.name}`, sha]);
    return { sha, commit: commitSha };
  });
}

function fileChange(path: string, file: CommittedFile): FileChange {
  if (file === null) return { path, content: undefined, mode: '100644' };
  if (typeof file === 'string' || file instanceof Uint8Array) return { path, content: bytes(file), mode: '100644' };
  return { path, content: bytes(file.content, file.encoding), mode: file.mode ?? '100644' };
}

function bytes(content: string | Uint8Array, encoding: 'utf-8' | 'base64' = 'utf-8'): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content, encoding) : content;
}
