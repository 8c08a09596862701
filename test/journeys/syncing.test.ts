import { expect, test } from 'vitest';
import { onEachEngine } from '../support/engines.ts';
import { eventually } from '../support/eventually.ts';
import {
  attemptDone,
  commitVersionOf,
  connectAnother,
  connectRepository,
  inboxDone,
  push,
  quiet,
  repositoryName,
  versionsOf,
} from '../support/skill-repository.ts';
import { owner } from '../support/waybill-system.ts';

const main = 'refs/heads/main';

onEachEngine('syncing', ({ system }) => {
  const control = () => system().github.control;

  test('tags that came with a push of more than three send no events, and are published by syncing each', async () => {
    const repository = await connectRepository(system(), { name: 'many-tags' });
    const [head] = await control().listRefs(repositoryName(repository));
    const tags = ['v1.0.0', 'v1.1.0', 'v1.2.0', 'v2.0.0-rc.1'];
    const updates = tags.map((name) => ({ ref: `refs/tags/${name}`, sha: head?.sha ?? null }));
    await control().updateRefs({ ...repositoryName(repository), updates });
    expect(await quiet(system(), repository)).toEqual([]);
    for (const [index, name] of tags.entries()) {
      // Both ways to name a tag.
      const ref = index % 2 === 0 ? name : `refs/tags/${name}`;
      const answer = await system().api.sync(repository.connectionId, { ref });
      expect(answer).toMatchObject({ status: 'published', version: name.slice(1), source_ref: head?.commit });
    }
    expect(await versionsOf(system(), repository)).toEqual(['2.0.0-rc.1', '*1.2.0', '1.1.0', '1.0.0']);
    const attempts = await quiet(system(), repository);
    expect(attempts.map((it) => it.ref).sort()).toEqual(tags.map((it) => `refs/tags/${it}`).sort());
  });

  test('another branch is published by hand and never becomes the current version', async () => {
    const repository = await connectRepository(system(), { name: 'branched' });
    const [head] = await control().listRefs(repositoryName(repository));
    await control().updateRefs({
      ...repositoryName(repository),
      updates: [{ ref: 'refs/heads/feature/x', sha: head?.sha ?? null }],
    });
    const sha = await push(system(), repository, { 'feature.md': 'Feature.\n' }, { branch: 'feature/x' });
    expect(await quiet(system(), repository)).toEqual([]);
    const answer = await system().api.sync(repository.connectionId, { ref: 'feature/x' });
    expect(answer).toMatchObject({ status: 'published', version: commitVersionOf(sha), source_ref: sha });
    expect(await versionsOf(system(), repository)).toEqual([commitVersionOf(sha)]);
    const onMain = await push(system(), repository, { 'main.md': 'Main.\n' });
    await attemptDone(system(), repository, { ref: main, commit: onMain });
    const again = await system().api.sync(repository.connectionId, { ref: 'refs/heads/feature/x' });
    expect(again).toMatchObject({ status: 'skipped', reason: 'already_published', source_ref: sha });
    expect(await versionsOf(system(), repository)).toEqual([`*${commitVersionOf(onMain)}`, commitVersionOf(sha)]);
  });

  test('a ref that is not there, and a repository without commits, fail with what to do', async () => {
    const repository = await connectRepository(system(), { name: 'refless' });
    for (const ref of ['v9.9.9', 'refs/tags/v9.9.9', 'refs/heads/nothing', 'a/b', 'refs/pull/1/head']) {
      const answer = await system().api.sync(repository.connectionId, { ref });
      expect(answer).toMatchObject({ status: 'failed', reason: 'ref_not_found', version: null, source_ref: null });
      expect(answer.message).toBe(`acme/refless has no branch or tag ${ref}. Check the name, or push it first.`);
    }
    await control().createRepository({ owner, name: 'without-commits', defaultBranch: 'main' });
    const empty = await connectAnother(system(), 'without-commits');
    expect(await system().api.sync(empty.connectionId)).toMatchObject({
      ...{ status: 'failed', reason: 'repository_empty' },
      message: 'acme/without-commits has no commits yet. Push one, then sync again.',
    });
    for (const ref of ['-x', 'a..b', 'x'.repeat(301), '']) {
      const path = `/api/v1/github/connections/${repository.connectionId}/sync`;
      expect((await system().api.request('POST', path, { ref })).status, ref).toBe(422);
    }
  });

  test('a tag that holds no version is skipped, and one that does not match the pattern is a commit like any other', async () => {
    const repository = await connectRepository(system(), { name: 'odd-tags' });
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    await attemptDone(system(), repository, { ref: main, commit: sha });
    await control().createTag({ ...repositoryName(repository), name: 'vnext' });
    const skipped = await attemptDone(system(), repository, { ref: 'refs/tags/vnext', commit: sha });
    expect(skipped).toMatchObject({ status: 'skipped', reason: 'tag_not_a_version', write_back_status: 'success' });
    // `push` and `create` came both, and whichever came second found the tag judged.
    const ofTag = (await quiet(system(), repository)).filter((it) => it.ref === 'refs/tags/vnext');
    expect(ofTag.map((it) => it.run)).toEqual([1]);
    const checkRuns = await control().listCheckRuns({ ...repositoryName(repository), sha });
    expect(checkRuns.map((it) => it.conclusion)).toEqual(['success', 'neutral']);
    await control().createTag({ ...repositoryName(repository), name: 'nightly' });
    await inboxDone(system());
    const answer = await system().api.sync(repository.connectionId, { ref: 'nightly' });
    expect(answer).toMatchObject({ status: 'skipped', reason: 'already_published', version: commitVersionOf(sha) });
  });

  test('a connection that is deleted ends its pending attempt, and its versions stay', async () => {
    const repository = await connectRepository(system(), { name: 'disconnected' });
    const first = await push(system(), repository, { 'a.md': '1\n' });
    await attemptDone(system(), repository, { ref: main, commit: first });
    const { id: faultId } = await control().addFault({ match: { kind: 'git' }, respond: { held: true } });
    const second = await push(system(), repository, { 'a.md': '2\n' });
    await eventually('a fetch under way', async () =>
      (await control().listFaults()).some((it) => it.id === faultId && it.struck > 0),
    );
    expect(await system().api.deleteConnection(repository.connectionId)).toEqual({ deleted: true });
    await control().clearFaults();
    const ended = await eventually('the attempt’s end', async () => {
      const [row] = await system().rows<{ id: string; status: string; reason: string }>(
        'select id, status, reason from github_publish_attempts where connection_id = $1 and commit = $2',
        [repository.connectionId, second],
      );
      return row?.status !== 'pending' && row;
    });
    expect(ended).toMatchObject({ status: 'skipped', reason: 'cancelled' });
    await eventually('the workflow’s end', async () => {
      const { steps } = await system().api.attempt(ended.id);
      return steps.length > 1 && steps.every((step) => step.finished_at !== null);
    });
    expect(await versionsOf(system(), repository)).toEqual([`*${commitVersionOf(first)}`]);
    const bytes = await system().api.download(repository.entryId, commitVersionOf(first));
    expect(bytes.length).toBeGreaterThan(0);
    const again = await connectAnother(system(), 'disconnected', {}, 'disconnected-anew');
    expect(await system().api.sync(again.connectionId)).toMatchObject({ status: 'published', source_ref: second });
  });
});
