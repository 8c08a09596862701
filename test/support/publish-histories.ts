import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import type { ApiAttempt } from './api-client.ts';
import { writeHistory } from './history-file.ts';
import { startPostgres } from './postgres-server.ts';
import { attemptDone, connectRepository, push, quiet, type SkillRepository, tag } from './skill-repository.ts';
import { startTemporalServer } from './temporal-server.ts';
import { startWaybillSystem, type WaybillSystem } from './waybill-system.ts';

const folder = fileURLToPath(new URL('../fixtures/histories/publish-version', import.meta.url));
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

/** Runs each way on a system of its own with Temporal, and writes its history; gives the files' names. */
export async function recordPublishHistories(): Promise<string[]> {
  const postgres = await startPostgres();
  const temporal = await startTemporalServer();
  const system = await startWaybillSystem({ postgres, temporal });
  const connection = await Connection.connect({ address: temporal.address });
  const client = new Client({ connection, namespace: temporal.namespace });
  try {
    const files: string[] = [];
    for (const [name, way] of Object.entries(ways)) {
      const repository = await connectRepository(system, { name });
      const { id } = await way(system, repository);
      await quiet(system, repository);
      await system.github.control.clearFaults();
      const { workflow_id: workflowId } = await system.api.attempt(id);
      const handle = client.workflow.getHandle(workflowId);
      await handle.result();
      const file = join(folder, `${name}.json`);
      await writeHistory(file, await handle.fetchHistory());
      files.push(file);
    }
    return files;
  } finally {
    await connection.close();
    await system.close();
    await temporal.stop();
    await postgres.stop();
  }
}
