import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../domain/connections/connection.ts';
import type { Preview } from '../../domain/previews/preview.ts';
import type { PreviewId } from '../../domain/shared/ids.ts';
import type { PreviewDecision } from '../../ports/deliveries/deliveries.ts';
import {
  branchAttempt,
  branchCandidate,
  claimedDelivery,
  commit,
  newConnection,
  newId,
  newOrganization,
  openWorld,
  type PersistenceWorld,
  storedArchive,
  type Tenant,
} from './persistence-world.ts';

describe('previews on PostgreSQL', () => {
  let world: PersistenceWorld;
  let tenant: Tenant;
  let connection: Connection;

  beforeAll(async () => {
    world = await openWorld();
    tenant = await newOrganization(world);
  }, 60_000);
  afterAll(() => world.close());

  const fresh = async () => {
    connection = await newConnection(world, tenant, { prPreviewEnabled: true });
  };
  const previews = () => world.postgres.previews;

  /** What an event of pull request 7 decides; `second` is when it got that head. */
  function pulled(head: string, second: number, more: { rerun?: boolean; pull?: number } = {}): PreviewDecision {
    const { rerun = false, pull = 7 } = more;
    const headAt = new Date(Date.UTC(2026, 10, 21, 8, 0, second));
    return {
      connectionId: connection.id,
      trigger: rerun ? 're-run' : 'pull_request',
      ref: `refs/pull/${pull}/head`,
      commit: commit(head),
      preview: { pullNumber: pull, headSha: commit(head), headAt, baseRef: 'main', fromFork: false },
      verdict: { kind: 'preview' },
    };
  }

  const deliver = async (...decisions: PreviewDecision[]) =>
    (await world.postgres.deliveries.recordDecisions(await claimedDelivery(world), decisions)).previewsMade;

  const all = () =>
    world.query(
      'select id, head_sha, status, run from github_previews where connection_id = $1 order by head_at, head_sha, run',
      [connection.id],
    );
  const statuses = async () => (await all()).map(({ status }) => status);
  const decided = () =>
    world.query(
      `select trigger, verdict, reason, attempt_id from github_decisions where connection_id = $1 order by created_at`,
      [connection.id],
    );
  const only = async (): Promise<Preview> => {
    const found = (await previews().listUnstarted(100)).filter((it) => it.connectionId === connection.id);
    expect(found).toHaveLength(1);
    return found[0] as Preview;
  };

  it('makes one preview of a head, ready for the engine, and says so in the decision', async () => {
    await fresh();
    expect(await deliver(pulled('a', 1))).toBe(1);
    const preview = await only();
    expect(preview).toEqual({
      ...{ organizationId: tenant.organizationId, connectionId: connection.id, entryId: connection.entryId },
      ...{ id: expect.any(String), pullNumber: 7, headSha: commit('a'), baseRef: 'main', fromFork: false, run: 1 },
      ...{ headAt: pulled('a', 1).preview.headAt, status: 'pending', message: null, checkRunId: null, engine: null },
      ...{ workflowId: `preview/${preview.id}`, createdAt: world.now(), finishedAt: null },
    });
    expect(await previews().context(preview.id)).toEqual({ preview, connection, writeBackMode: 'checks' });
    expect(await decided()).toEqual([{ trigger: 'pull_request', verdict: 'preview', reason: null, attempt_id: null }]);
  });

  it('records a skip with its reason, and makes nothing', async () => {
    await fresh();
    expect(await deliver({ ...pulled('a', 1), verdict: { kind: 'skip', reason: 'preview_off' } })).toBe(0);
    expect(await all()).toEqual([]);
    expect(await decided()).toMatchObject([{ trigger: 'pull_request', verdict: 'skip', reason: 'preview_off' }]);
  });

  it('makes one of many deliveries of a head, at once and on two servers', async () => {
    await fresh();
    const ids = await Promise.all(Array.from({ length: 4 }, () => claimedDelivery(world)));
    const made = await Promise.all(
      ids.map((id, index) =>
        (index % 2 ? world.postgres : world.other).deliveries.recordDecisions(id, [pulled('a', 1)]),
      ),
    );
    expect(made.map(({ previewsMade }) => previewsMade).sort()).toEqual([0, 0, 0, 1]);
    expect(await all()).toHaveLength(1);
  });

  it('supersedes what is pending of an older head, and skips an older head that comes late', async () => {
    await fresh();
    await deliver(pulled('a', 1));
    await deliver(pulled('c', 3), pulled('b', 2));
    expect(await statuses()).toEqual(['superseded', 'pending']);
    expect((await decided()).map(({ reason }) => reason).sort()).toEqual([null, null, 'preview_superseded']);
    const [superseded] = await all();
    await previews().end(superseded?.id as PreviewId, { kind: 'failed', message: 'Too late.' });
    expect((await statuses())[0]).toBe('superseded');
    expect(await previews().beginTelling(superseded?.id as PreviewId)).toEqual({ again: false });
    expect(await previews().beginTelling(superseded?.id as PreviewId)).toEqual({ again: false });
    await deliver(pulled('d', 1, { pull: 8 }));
    expect((await statuses()).sort()).toEqual(['pending', 'pending', 'superseded']);
  });

  it('makes a new one for a re-run, unless one is pending, and for other settings', async () => {
    await fresh();
    await deliver(pulled('a', 1));
    expect(await deliver(pulled('a', 1, { rerun: true }))).toBe(0);
    const { id } = await only();
    await previews().end(id, { kind: 'told', checkRunId: '56000000001', title: 'Nothing\0' });
    expect(await deliver(pulled('a', 1))).toBe(0);
    expect(await deliver(pulled('a', 1, { rerun: true }))).toBe(1);
    await previews().end((await only()).id, { kind: 'told', checkRunId: '56000000002', title: 'Nothing' });
    await world.postgres.connections.update(connection.id, { skillPath: 'skills/a' }, tenant.by);
    expect(await deliver(pulled('a', 1))).toBe(1);
    expect((await all()).map(({ run, status }) => [run, status])).toEqual([
      [1, 'told'],
      [2, 'told'],
      [3, 'pending'],
    ]);
    const [newest] = await previews().findForRerun({ connectionId: connection.id, headSha: commit('a') });
    expect(newest?.run).toBe(3);
    expect(await previews().findForRerun({ previewId: id })).toMatchObject([{ id, checkRunId: '56000000001' }]);
    expect(await previews().findForRerun({ previewId: newId<PreviewId>() })).toEqual([]);
  });

  it('hands a preview to the engine once, and again when the engine lost it', async () => {
    await fresh();
    await deliver(pulled('a', 1));
    const { id } = await only();
    await previews().markStarted(id, 'temporal');
    const own = (list: Preview[]) => list.filter((it) => it.id === id);
    expect(own(await previews().listUnstarted(100))).toEqual([]);
    expect(own(await previews().listStartedBefore(world.now(), 100))).toEqual([]);
    world.advance(1_000);
    expect(own(await previews().listStartedBefore(world.now(), 100))).toMatchObject([{ engine: 'temporal' }]);
    await previews().markUnstarted(id);
    expect(own(await previews().listUnstarted(100))).toHaveLength(1);
    await previews().end(id, { kind: 'failed', message: 'No.' });
    await previews().markUnstarted(id);
    expect(own(await previews().listUnstarted(100))).toEqual([]);
  });

  it('knows whether an earlier try began to tell', async () => {
    await fresh();
    await deliver(pulled('a', 1));
    const { id } = await only();
    expect(await previews().beginTelling(id)).toEqual({ again: false });
    expect(await previews().beginTelling(id)).toEqual({ again: true });
    await deliver(pulled('c', 3));
    expect(await statuses()).toEqual(['superseded', 'pending']);
    expect(await previews().beginTelling(id)).toEqual({ again: true });
  });

  it('gives the entry’s state with the files of its current version', async () => {
    await fresh();
    const empty = { state: { versions: [], currentId: null, currentChosenAt: null }, currentFiles: null };
    expect(await previews().entryState(connection.entryId)).toEqual(empty);
    const attemptId = await branchAttempt(world, connection, commit('a'));
    const archive = await storedArchive(world, connection.id);
    const branchRevision = await world.postgres.publications.branchRevision(attemptId);
    await world.postgres.publications.record({
      ...{ attemptId, contentHash: archive.contentHash, candidate: branchCandidate(connection, commit('a'), archive) },
      head: { commit: commit('a'), branchRevision, candidateFromCurrent: null },
    });
    const { state, currentFiles } = await previews().entryState(connection.entryId);
    expect(state.versions).toMatchObject([{ id: state.currentId, manifestHash: archive.manifestHash }]);
    expect(currentFiles).toEqual(archive.files);
  });

  it('has no context once the connection is gone', async () => {
    await fresh();
    await deliver(pulled('a', 1));
    const { id } = await only();
    await world.postgres.connections.delete(connection.id, tenant.by);
    expect(await previews().context(id)).toBeNull();
    expect(await previews().context(newId<PreviewId>())).toBeNull();
  });
});
