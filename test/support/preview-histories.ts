import { eventually } from './eventually.ts';
import { type RecordedWay, recordRuns } from './recorded-runs.ts';
import { connectRepository, push, repositoryName } from './skill-repository.ts';
import type { WaybillSystem } from './waybill-system.ts';

const checkRuns = { kind: 'rest', method: 'POST', pathPattern: 'check-runs$' } as const;

/** The ways through `previewPullRequest` that are kept. */
const ways: Record<string, RecordedWay> = {
  told: (system, name) => previewed(system, name, { 'a.md': 'A.\n' }),

  'package-refused': (system, name) => previewed(system, name, { 'SKILL.md': null }),

  'steps-retried': async (system, name) => {
    await system.github.control.addFault({ match: { kind: 'git' }, times: 2, respond: { status: 502 } });
    await system.github.control.addFault({ match: checkRuns, times: 2, respond: { status: 502 } });
    return previewed(system, name, { 'a.md': 'A.\n' });
  },

  'rate-limit-waited-for': async (system, name) => {
    await system.github.control.addFault({ match: checkRuns, respond: { secondaryLimit: { retryAfterSeconds: 2 } } });
    return previewed(system, name, { 'a.md': 'A.\n' });
  },

  'telling-given-up': async (system, name) => {
    const body = { message: 'Something is odd today.' };
    await system.github.control.addFault({ match: checkRuns, respond: { status: 400, body } });
    return previewed(system, name, { 'a.md': 'A.\n' });
  },
};

async function previewed(system: WaybillSystem, name: string, files: Parameters<typeof push>[2]): Promise<string> {
  const repository = await connectRepository(system, { name, connection: { pr_preview_enabled: true } });
  const sha = await push(system, repository, files, { branch: 'change', parent: 'main' });
  await system.github.control.openPullRequest({ ...repositoryName(repository), head: 'change' });
  return eventually(`the preview of ${name}`, async () => {
    const [row] = await system.rows<{ workflow_id: string }>(
      "select workflow_id from github_previews where head_sha = $1 and status <> 'pending'",
      [sha],
    );
    return row?.workflow_id;
  });
}

export function recordPreviewHistories(): Promise<string[]> {
  return recordRuns('preview-pull-request', ways, async ({ github, installationId }) => {
    const permissions = { contents: 'read', checks: 'write', statuses: 'write', pull_requests: 'read' };
    const events = ['push', 'create', 'delete', 'repository', 'pull_request'];
    await github.control.acceptNewPermissions({ installationId, permissions, events });
  });
}
