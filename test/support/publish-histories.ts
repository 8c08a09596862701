import type { ApiAttempt } from './api-client.ts';
import { type RecordedWay, recordRuns } from './recorded-runs.ts';
import { attemptDone, connectRepository, push, quiet, type SkillRepository, tag } from './skill-repository.ts';
import type { WaybillSystem } from './waybill-system.ts';

const main = 'refs/heads/main';

type Way = (system: WaybillSystem, repository: SkillRepository) => Promise<ApiAttempt>;

/** The ways through `publishVersion` that are kept; each is a run of its own in a repository of its own. */
const ways: Record<string, Way> = {
  published: async (system, repository) => pushed(system, repository, { 'a.md': 'A.\n' }),

  'package-rejected': async (system, repository) => pushed(system, repository, { 'SKILL.md': null }),

  'tag-refused': async (system, repository) => {
    await tag(system, repository, 'vnext');
    return attemptDone(system, repository, { ref: 'refs/tags/vnext' });
  },

  // The commit is asked for, as `create` names none.
  'sync-of-a-tag': async (system, repository) => {
    await system.github.control.holdWebhooks({ refPattern: 'v1.0.0' });
    await tag(system, repository, 'v1.0.0', { annotated: true });
    await system.api.sync(repository.connectionId, { ref: 'v1.0.0' });
    await system.github.control.releaseWebhooks();
    return attemptDone(system, repository, { ref: 'refs/tags/v1.0.0' });
  },

  'steps-retried': async (system, repository) => {
    const { addFault } = system.github.control;
    await addFault({ match: { kind: 'git' }, times: 2, respond: { status: 502 } });
    await addFault({ match: { kind: 'rest', pathPattern: '/commits/' }, times: 2, respond: { status: 502 } });
    return pushed(system, repository, { 'a.md': 'A.\n' });
  },

  'rate-limit-waited-for': async (system, repository) => {
    await system.github.control.addFault({
      match: { kind: 'rest', pathPattern: '/commits/' },
      respond: { secondaryLimit: { retryAfterSeconds: 2 } },
    });
    return pushed(system, repository, { 'a.md': 'A.\n' });
  },

  'step-given-up': async (system, repository) => {
    await system.github.control.addFault({
      match: { kind: 'rest', pathPattern: '/commits/' },
      respond: { status: 400, body: { message: 'Something is odd today.' } },
    });
    return pushed(system, repository, { 'a.md': 'A.\n' });
  },
};

async function pushed(
  system: WaybillSystem,
  repository: SkillRepository,
  files: Record<string, string | null>,
): Promise<ApiAttempt> {
  const commit = await push(system, repository, files);
  return attemptDone(system, repository, { ref: main, commit });
}

/** Runs each way in a repository of its own, and writes its history; gives the files' names. */
export function recordPublishHistories(): Promise<string[]> {
  const recorded = Object.entries(ways).map(([name, way]): [string, RecordedWay] => [name, workflowOf(way)]);
  return recordRuns('publish-version', Object.fromEntries(recorded));
}

function workflowOf(way: Way): RecordedWay {
  return async (system, name) => {
    const repository = await connectRepository(system, { name });
    const { id } = await way(system, repository);
    await quiet(system, repository);
    return (await system.api.attempt(id)).workflow_id;
  };
}
