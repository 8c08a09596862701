import { git, temporaryFolder } from './git.ts';
import type { Files } from './sample-skills.ts';
import type { WaybillSystem } from './waybill-system.ts';

/** A clone of a repository on the simulator, as a person has one. */
export type WorkingCopy = {
  /** Commits the files and pushes the default branch; the commit's sha. */
  commit(message: string, files: Files): Promise<string>;
  /** Tags HEAD, or moves the tag there, and pushes it. */
  tag(name: string): Promise<void>;
  remove(): Promise<void>;
};

/** Clones with git. The repository may be empty. */
export async function cloneRepository(system: WaybillSystem, owner: string, repo: string): Promise<WorkingCopy> {
  const folder = await temporaryFolder();
  await git(folder, 'clone', '--quiet', await system.github.control.pushUrl({ owner, repo }), '.');
  await git(folder, 'symbolic-ref', 'HEAD', 'refs/heads/main');
  return {
    commit: async (message, files) => {
      for (const [path, content] of Object.entries(files)) {
        if (content === null) await git(folder, 'rm', '--quiet', path);
        else await folder.write(path, content);
      }
      await git(folder, 'add', '--all');
      await git(folder, 'commit', '--quiet', '-m', message);
      await git(folder, 'push', '--quiet', 'origin', 'HEAD:main');
      return (await git(folder, 'rev-parse', 'HEAD')).trim();
    },
    tag: async (name) => {
      await git(folder, 'tag', '--force', name);
      await git(folder, 'push', '--quiet', '--force', 'origin', `refs/tags/${name}`);
    },
    remove: folder.remove,
  };
}
