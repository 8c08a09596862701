import { expect, test } from 'vitest';
import { onEachEngine } from '../support/engines.ts';
import {
  attemptDone,
  connectRepository,
  push,
  quiet,
  repositoryName,
  type SkillRepository,
  tag,
} from '../support/skill-repository.ts';

onEachEngine('write-back', ({ system }) => {
  const control = () => system().github.control;
  const restCalls = async () => {
    const { byRoute } = await control().countRequests({ kind: 'rest' });
    return Object.entries(byRoute).filter(([route]) => !route.includes('access_tokens'));
  };

  const ways: [what: string, publish: (repository: SkillRepository) => Promise<unknown>, ref: string][] = [
    ['a push', (it) => push(system(), it, { 'a.md': 'A.\n' }), 'refs/heads/main'],
    ['a light tag', (it) => tag(system(), it, 'v1.0.0'), 'refs/tags/v1.0.0'],
    ['an annotated tag', (it) => tag(system(), it, 'v1.0.0', { annotated: true }), 'refs/tags/v1.0.0'],
    ['a sync', (it) => system().api.sync(it.connectionId), 'refs/heads/main'],
    ['a sync of a tag', (it) => syncedTag(it), 'refs/tags/v1.0.0'],
  ];
  const syncedTag = async (repository: SkillRepository) => {
    await control().holdWebhooks({ refPattern: 'v1.0.0' });
    await tag(system(), repository, 'v1.0.0');
    await system().api.sync(repository.connectionId, { ref: 'v1.0.0' });
    await control().releaseWebhooks();
  };

  test.each(ways)('%s costs at most 7 requests with write-back and 3 without', async (what, publish, ref) => {
    for (const [writesBack, most] of [
      [true, 7],
      [false, 3],
    ] as const) {
      const name = `${what.replaceAll(' ', '-')}-${most}`;
      const repository = await connectRepository(system(), { name, connection: { write_back_enabled: writesBack } });
      await control().clearRequests();
      await publish(repository);
      const attempt = await attemptDone(system(), repository, { ref });
      await quiet(system(), repository);
      expect(attempt).toMatchObject({ status: 'published', write_back_status: writesBack ? 'success' : 'disabled' });
      const calls = await restCalls();
      const total = calls.reduce((sum, [, count]) => sum + count, 0);
      expect(total, JSON.stringify(calls, null, 2)).toBeLessThanOrEqual(most);
    }
  });

  test('nothing is written to a commit when the connection, or the organization, does not want it', async () => {
    const repository = await connectRepository(system(), { name: 'quiet', connection: { write_back_enabled: false } });
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    const attempt = await attemptDone(system(), repository, { ref: 'refs/heads/main', commit: sha });
    expect(attempt).toMatchObject({ ...{ write_back_status: 'disabled', check_run_id: null, status_context: null } });
    const switched = await connectRepository(system(), { name: 'switched-off' });
    await system().api.request('POST', '/api/v1/github/settings', { write_back_mode: 'off' });
    const second = await push(system(), switched, { 'a.md': 'A.\n' });
    const other = await attemptDone(system(), switched, { ref: 'refs/heads/main', commit: second });
    await system().api.request('POST', '/api/v1/github/settings', { write_back_mode: 'checks' });
    expect(other).toMatchObject({ status: 'published', write_back_status: 'disabled' });
    for (const [where, commit] of [
      [repository, sha],
      [switched, second],
    ] as const) {
      expect(await control().listCheckRuns({ ...repositoryName(where), sha: commit })).toEqual([]);
      expect(await control().listStatuses({ ...repositoryName(where), sha: commit })).toEqual([]);
    }
  });
});
