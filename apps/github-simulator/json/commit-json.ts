import { findAccount } from '../accounts.ts';
import type { Commit, Person } from '../git/objects.ts';
import { nodeId, type Simulation } from '../simulation.ts';
import type { Repository } from '../state.ts';
import { accountJson } from './account-json.ts';
import { repositoryApiUrl, repositoryPage } from './repository-json.ts';

/** `commit`, without `stats` and `files`. */
export function commitJson(simulation: Simulation, repository: Repository, commit: Commit) {
  const api = repositoryApiUrl(simulation, repository);
  const page = repositoryPage(simulation, repository);
  const account = (person: Person) => {
    const found = findAccount(simulation, person.name);
    return found === undefined ? null : accountJson(simulation, found);
  };
  return {
    url: `${api}/commits/${commit.sha}`,
    sha: commit.sha,
    node_id: nodeId('C', repository.id, commit.sha),
    html_url: `${page}/commit/${commit.sha}`,
    comments_url: `${api}/commits/${commit.sha}/comments`,
    commit: {
      url: `${api}/git/commits/${commit.sha}`,
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      comment_count: 0,
      verification: verificationJson(commit.signature),
    },
    author: account(commit.author),
    committer: account(commit.committer),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/commits/${sha}`,
      html_url: `${page}/commit/${sha}`,
    })),
  };
}

/** `git-commit`: the object as git has it. */
export function gitCommitJson(simulation: Simulation, repository: Repository, commit: Commit) {
  const api = repositoryApiUrl(simulation, repository);
  const page = repositoryPage(simulation, repository);
  return {
    sha: commit.sha,
    node_id: nodeId('C', repository.id, commit.sha),
    url: `${api}/git/commits/${commit.sha}`,
    html_url: `${page}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/git/commits/${sha}`,
      html_url: `${page}/commit/${sha}`,
    })),
    verification: verificationJson(commit.signature),
  };
}

/** No key is known to the simulator, so nothing is ever verified. */
export function verificationJson(signature: string | null) {
  const reason = signature === null ? 'unsigned' : 'unknown_key';
  return { verified: false, reason, signature, payload: null, verified_at: null };
}
