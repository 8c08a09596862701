import { accountByLogin, actingUser, emailOf } from '../accounts.ts';
import { forkRepository } from '../forks.ts';
import { git } from '../git/git-command.ts';
import * as pulls from '../pull-requests.ts';
import { asPush } from '../pushes.ts';
import { ownerOf, repositoryByName } from '../repositories.ts';
import { repositoryDir, type Simulation } from '../simulation.ts';
import type { Account, PullRequest, Repository } from '../state.ts';
import type { PullRequestSummary, RepositoryName, SimulatorControl } from './control.ts';
import { summaryOf } from './repository-control.ts';

type PullRequestControl = Pick<
  SimulatorControl,
  | 'forkRepository'
  | 'openPullRequest'
  | 'closePullRequest'
  | 'reopenPullRequest'
  | 'mergePullRequest'
  | 'listPullRequests'
>;

type Found = { repository: Repository; pull: PullRequest; sender: Account };

export function pullRequestControl(simulation: Simulation): PullRequestControl {
  const find = (input: RepositoryName & { number: number }): Found => {
    const repository = repositoryByName(simulation, input.owner, input.repo);
    const pull = pulls.findPullRequest(simulation, repository, input.number);
    if (pull === undefined) throw new Error(`"${input.owner}/${input.repo}" has no pull request ${input.number}.`);
    return { repository, pull, sender: actingUser(simulation, ownerOf(simulation, repository)) };
  };
  return {
    async forkRepository({ owner, repo, newOwner }) {
      const source = repositoryByName(simulation, owner, repo);
      return summaryOf(simulation, await forkRepository(simulation, source, accountByLogin(simulation, newOwner)));
    },
    async openPullRequest(input) {
      const repository = repositoryByName(simulation, input.owner, input.repo);
      const head = headOf(simulation, repository, input.head);
      const author = actingUser(simulation, ownerOf(simulation, head.repository));
      const pull = await simulation.pushes.run(repository.id, () =>
        pulls.openPullRequest(simulation, repository, {
          head,
          base: input.base ?? repository.defaultBranch,
          title: input.title ?? `Changes of ${head.branch}`,
          body: input.body ?? null,
          draft: input.draft ?? false,
          author: input.author === undefined ? author : accountByLogin(simulation, input.author),
        }),
      );
      return summary(pull);
    },
    async closePullRequest(input) {
      const { repository, pull, sender } = find(input);
      await pulls.closePullRequest(simulation, repository, pull, sender);
    },
    async reopenPullRequest(input) {
      const { repository, pull, sender } = find(input);
      await pulls.reopenPullRequest(simulation, repository, pull, sender);
    },
    async mergePullRequest(input) {
      const { repository, pull, sender } = find(input);
      const by = { name: sender.login, email: emailOf(sender) };
      return asPush(simulation, repository, sender, async () => {
        const sha = await pulls.writeMergeCommit(simulation, repository, pull, by);
        await git(repositoryDir(simulation, repository.id), ['update-ref', `refs/heads/${pull.baseRef}`, sha]);
        return { sha };
      });
    },
    async listPullRequests({ owner, repo }) {
      return pulls.pullRequestsOf(simulation, repositoryByName(simulation, owner, repo)).map(summary);
    },
  };
}

/** `branch`, or `owner:branch` of a fork. */
function headOf(simulation: Simulation, repository: Repository, head: string): pulls.PullRequestHead {
  const [login, branch] = head.includes(':') ? head.split(/:(.*)/s) : [undefined, head];
  if (login === undefined || branch === undefined) return { repository, branch: head };
  const ownerId = accountByLogin(simulation, login).id;
  if (ownerId === repository.ownerId) return { repository, branch };
  const fork = simulation.state.repositories.find(
    (candidate) => candidate.ownerId === ownerId && candidate.forkOfId === repository.id,
  );
  if (fork === undefined) throw new Error(`"${login}" has no fork of "${repository.name}".`);
  return { repository: fork, branch };
}

function summary({ id, number, state, headRef, headSha, baseRef, baseSha, mergedAt }: PullRequest): PullRequestSummary {
  return { id, number, state, headRef, headSha, baseRef, baseSha, merged: mergedAt !== null };
}
