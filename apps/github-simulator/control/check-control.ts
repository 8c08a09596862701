import { actingUser } from '../accounts.ts';
import { rerequestCheckRun } from '../check-runs.ts';
import { rerequestSuite } from '../check-suites.ts';
import { findRepositoryById, ownerOf, repositoryByName } from '../repositories.ts';
import type { Simulation } from '../simulation.ts';
import type { SimulatorControl } from './control.ts';

type CheckControl = Pick<
  SimulatorControl,
  'listCheckRuns' | 'listStatuses' | 'rerequestCheckRun' | 'rerequestCheckSuite'
>;

export function checkControl(simulation: Simulation): CheckControl {
  const { state } = simulation;
  const repositoryOf = (entry: { repositoryId: number } | undefined, what: string) => {
    const repository = entry === undefined ? undefined : findRepositoryById(simulation, entry.repositoryId);
    if (repository === undefined) throw new Error(`There is no ${what}.`);
    return repository;
  };
  return {
    async listCheckRuns({ owner, repo, sha }) {
      const { id } = repositoryByName(simulation, owner, repo);
      return state.checkRuns.filter((run) => run.repositoryId === id && (sha === undefined || run.headSha === sha));
    },
    async listStatuses({ owner, repo, sha }) {
      const { id } = repositoryByName(simulation, owner, repo);
      return state.statuses.filter((status) => status.repositoryId === id && (sha === undefined || status.sha === sha));
    },
    async rerequestCheckRun({ checkRunId }) {
      const run = state.checkRuns.find(({ id }) => id === checkRunId);
      const repository = repositoryOf(run, `check-run ${checkRunId}`);
      const sender = actingUser(simulation, ownerOf(simulation, repository));
      if (run !== undefined) rerequestCheckRun(simulation, repository, run, sender);
    },
    async rerequestCheckSuite({ checkSuiteId }) {
      const suite = state.checkSuites.find(({ id }) => id === checkSuiteId);
      const repository = repositoryOf(suite, `check suite ${checkSuiteId}`);
      const sender = actingUser(simulation, ownerOf(simulation, repository));
      if (suite !== undefined) rerequestSuite(simulation, repository, suite, sender);
    },
  };
}
