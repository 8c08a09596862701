import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../domain/connections/connection.ts';
import type { Candidate } from '../../domain/registry/entry-state.ts';
import type { AttemptId, Sha } from '../../domain/shared/ids.ts';
import type { Publication } from '../../ports/publishing/publications.ts';
import {
  allVersions,
  attemptsOf,
  branchAttempt,
  branchCandidate,
  branchPush,
  commit,
  deliver,
  hash,
  newConnection,
  newId,
  newOrganization,
  openWorld,
  type PersistenceWorld,
  storedArchive,
  type Tenant,
  tagPush,
} from './persistence-world.ts';

describe('publications on PostgreSQL', () => {
  let world: PersistenceWorld;
  let tenant: Tenant;
  let connection: Connection;

  beforeAll(async () => {
    world = await openWorld();
    tenant = await newOrganization(world);
  }, 60_000);
  afterAll(() => world.close());
  beforeEach(async () => {
    connection = await newConnection(world, tenant);
  });

  const current = async () =>
    (await world.postgres.registry.findEntry(connection.entryId, tenant.organizationId))?.current ?? null;
  const versions = () => allVersions(world, connection.entryId, tenant.organizationId);

  /** A branch publication of the commit, as its attempt would record it while the head is `head`. */
  const ofBranch = async (attemptId: AttemptId, name: string, head = name): Promise<Publication> => {
    const archive = await storedArchive(world, `${connection.id} ${name}`);
    const branchRevision = await world.postgres.publications.branchRevision(attemptId);
    return {
      ...{ attemptId, contentHash: archive.contentHash },
      candidate: branchCandidate(connection, commit(name), archive),
      head: { commit: commit(head), branchRevision, candidateFromCurrent: null },
    };
  };
  const publishBranch = async (name: string) => {
    const attemptId = await branchAttempt(world, connection, commit(name));
    return world.postgres.publications.record(await ofBranch(attemptId, name));
  };
  const tagAttempt = async (tag: string, head: Sha): Promise<AttemptId> => {
    await deliver(world, tagPush(connection, tag, head));
    const found = (await attemptsOf(world, connection)).find((attempt) => attempt.ref === `refs/tags/${tag}`);
    if (found === undefined) throw new Error(`No attempt on ${tag}`);
    return found.id;
  };
  const ofTag = async (attemptId: AttemptId, tag: string, head: Sha, content: string): Promise<Publication> => {
    const archive = await storedArchive(world, `${connection.id} ${content}`);
    const origin = { kind: 'tag', connectionId: connection.id, commit: head, tag } as const;
    const candidate: Candidate = { origin, taggedVersion: tag.slice(1), manifestHash: archive.manifestHash };
    return { attemptId, candidate, contentHash: archive.contentHash, head: null };
  };

  it('keeps what is known of packed bytes, once', async () => {
    const { publications } = world.postgres;
    const archive = await storedArchive(world, 'bytes');
    await storedArchive(world, 'bytes');
    expect(await publications.archive(archive.contentHash)).toEqual(archive);
    expect(await publications.archive(hash('nothing'))).toBeNull();
  });

  it('records version, current version and outcome together', async () => {
    const attemptId = await branchAttempt(world, connection, commit('a'));
    const publication = await ofBranch(attemptId, 'a');
    world.advance(1000);
    const result = await world.postgres.publications.record(publication);
    const version = `0.0.0-github.${commit('a').slice(0, 7)}`;
    const publishedAt = world.now();
    const outcome = {
      kind: 'published',
      version: { version, commit: commit('a'), publishedAt: publishedAt.toISOString() },
      isCurrent: true,
    };
    expect(result).toEqual({ kind: 'recorded', outcome });
    const stored = await current();
    expect(stored).toMatchObject({ version, publishedAt, source: 'github', sourceRepo: 'acme/skills' });
    expect(await attemptsOf(world, connection)).toMatchObject([
      {
        ...{ id: attemptId, status: 'published', reason: null, message: `Published ${version} from acme/skills.` },
        ...{ version, versionId: stored?.id, finishedAt: publishedAt, writeBackStatus: 'pending' },
      },
    ]);
    expect((await world.postgres.attempts.context(attemptId))?.outcome).toEqual(outcome);
    expect(await world.other.publications.record(publication)).toEqual(result);
    expect(await versions()).toHaveLength(1);
  });

  it('publishes once when two tries of one attempt record at the same time', async () => {
    const attemptId = await branchAttempt(world, connection, commit('a'));
    const publication = await ofBranch(attemptId, 'a');
    const results = await Promise.all(
      [world.postgres, world.other, world.postgres, world.other].map(({ publications }) =>
        publications.record(publication),
      ),
    );
    for (const result of results) expect(result).toEqual(results[0]);
    expect(await versions()).toHaveLength(1);
  });

  it('publishes a version once when two attempts record it at the same time', async () => {
    const first = await tagAttempt('v1.0.0', commit('a'));
    const { id: second } = await world.postgres.attempts.request(
      {
        ...{ id: newId<AttemptId>(), connectionId: connection.id, trigger: 'manual' },
        ...{ ref: 'refs/tags/v1.0.0', commit: commit('a') },
      },
      tenant.by,
    );
    const results = await Promise.all([
      world.postgres.publications.record(await ofTag(first, 'v1.0.0', commit('a'), 'one')),
      world.other.publications.record(await ofTag(second, 'v1.0.0', commit('a'), 'one')),
    ]);
    const kinds = results.map((result) => (result.kind === 'recorded' ? result.outcome.kind : result.kind));
    expect(kinds.sort()).toEqual(['published', 'skipped']);
    const [version, ...none] = await versions();
    expect(none).toEqual([]);
    for (const { versionId } of await attemptsOf(world, connection)) expect(versionId).toBe(version?.id);
  });

  it('a moved tag is refused, the published bytes stay, and the key is settled', async () => {
    const first = await ofTag(await tagAttempt('v1.0.0', commit('a')), 'v1.0.0', commit('a'), 'one');
    await world.postgres.publications.record(first);
    world.advance(1);
    const moved = await ofTag(await tagAttempt('v1.0.0', commit('b')), 'v1.0.0', commit('b'), 'two');
    const result = await world.postgres.publications.record(moved);
    expect(result).toMatchObject({ outcome: { kind: 'failed', reason: 'tag_moved', fault: 'repository' } });
    expect((await versions()).map(({ contentHash }) => contentHash)).toEqual([first.contentHash]);
    expect(await attemptsOf(world, connection)).toMatchObject([
      { status: 'failed', reason: 'tag_moved', version: null, versionId: null },
      { status: 'published' },
    ]);
    expect(await deliver(world, tagPush(connection, 'v1.0.0', commit('b')))).toBe(0);
  });

  it('names the version that stands already when the content did not change', async () => {
    await publishBranch('a');
    const [a] = await versions();
    const attemptId = await branchAttempt(world, connection, commit('same files'));
    const unchanged = await ofBranch(attemptId, 'same files');
    const archive = await storedArchive(world, `${connection.id} a`);
    const candidate = branchCandidate(connection, commit('same files'), archive);
    const result = await world.postgres.publications.record({
      ...unchanged,
      candidate,
      contentHash: archive.contentHash,
    });
    expect(result).toMatchObject({ outcome: { reason: 'content_unchanged', version: { version: a?.version } } });
    const ended = await world.postgres.attempts.find(attemptId, tenant.organizationId);
    expect(ended).toMatchObject({ status: 'skipped', version: a?.version, versionId: a?.id });
    expect(await versions()).toEqual([a]);
  });

  it('asks for the head again when the branch got an event since', async () => {
    const attemptId = await branchAttempt(world, connection, commit('a'));
    const publication = await ofBranch(attemptId, 'a');
    await deliver(world, branchPush(connection, commit('b')));
    expect(await world.postgres.publications.record(publication)).toEqual({ kind: 'head-outdated' });
    expect(await versions()).toEqual([]);
    expect(await world.postgres.attempts.find(attemptId, tenant.organizationId)).toMatchObject({ status: 'pending' });
  });

  it('asks how two commits lie to each other when the head has no version yet', async () => {
    await publishBranch('a');
    const attemptId = await branchAttempt(world, connection, commit('b'));
    const publication = await ofBranch(attemptId, 'b', 'c');
    const { publications } = world.postgres;
    expect(await publications.record(publication)).toEqual({ kind: 'compare-needed', currentCommit: commit('a') });
    const { head } = publication;
    if (head === null) throw new Error('no head');
    const compared = { ...publication, head: { ...head, candidateFromCurrent: 'ahead' as const } };
    expect(await publications.record(compared)).toMatchObject({ outcome: { kind: 'published', isCurrent: true } });
  });

  it('moves the current version back with a branch that went back, without new bytes', async () => {
    await publishBranch('a');
    const a = await current();
    await publishBranch('b');
    expect((await current())?.id).not.toBe(a?.id);
    const again = await publishBranch('a');
    expect(again).toMatchObject({ outcome: { kind: 'skipped', reason: 'already_published' } });
    expect((await current())?.id).toBe(a?.id);
    expect(await versions()).toHaveLength(2);
  });

  it('forgets that somebody chose the current version when the rules replace it', async () => {
    await publishBranch('a');
    await world.query('update registry_entries set current_chosen_at = $1 where id = $2', [
      world.now(),
      connection.entryId,
    ]);
    world.advance(1000);
    await publishBranch('b');
    expect(
      await world.query('select current_chosen_at from registry_entries where id = $1', [connection.entryId]),
    ).toEqual([{ current_chosen_at: null }]);
  });

  describe('when the head is a commit that no attempt knows', () => {
    const recordBehind = async () => {
      const attemptId = await branchAttempt(world, connection, commit('a'));
      return world.postgres.publications.record(await ofBranch(attemptId, 'a', 'lost'));
    };
    const made = async () =>
      (await attemptsOf(world, connection)).filter((attempt) => attempt.commit === commit('lost'));

    it('makes an attempt for it, once', async () => {
      await recordBehind();
      expect(await made()).toMatchObject([
        { trigger: 'sweep', ref: 'refs/heads/main', run: 1, status: 'pending', engine: null },
      ]);
      expect(await deliver(world, branchPush(connection, commit('lost')))).toBe(0);
      expect(await made()).toHaveLength(1);
    });

    it.each([
      ['publishes by hand only', 'update github_connections set auto_publish = false where id = $1'],
      [
        'is paused',
        "update github_connections set paused_reason = 'repository_transferred', paused_reasons = '{repository_transferred}' where id = $1",
      ],
    ])('makes none for a connection that %s', async (_, change) => {
      await world.query(change, [connection.id]);
      await recordBehind();
      expect(await made()).toEqual([]);
    });
  });

  it('keeps the outcome of an attempt whose connection was deleted meanwhile', async () => {
    const attemptId = await branchAttempt(world, connection, commit('a'));
    const publication = await ofBranch(attemptId, 'a');
    await world.postgres.connections.delete(connection.id, tenant.by);
    expect(await world.postgres.publications.branchRevision(attemptId)).toBe(0);
    expect(await world.postgres.publications.record(publication)).toMatchObject({ outcome: { reason: 'cancelled' } });
    expect(await versions()).toEqual([]);
  });

  it('is recorded although PostgreSQL ended it to break a deadlock', async () => {
    const publication = await ofBranch(await branchAttempt(world, connection, commit('a')), 'a');
    const rival = new pg.Client({ connectionString: world.databaseUrl });
    await rival.connect();
    try {
      // Locks in the wrong order: the connection first, then the entry that the recording holds by then.
      await rival.query('begin');
      await rival.query('select 1 from github_connections where id = $1 for update', [connection.id]);
      const recorded = world.postgres.publications.record(publication);
      await until(async () => (await world.query('select 1 from pg_locks where not granted')).length > 0);
      await rival.query('select 1 from registry_entries where id = $1 for update', [connection.entryId]);
      await rival.query('commit');
      expect(await recorded).toMatchObject({ outcome: { kind: 'published' } });
    } finally {
      await rival.end();
    }
  });

  it('forgets archives that no version came of, unless they were packed again since', async () => {
    await publishBranch('kept');
    const leftover = await storedArchive(world, `${connection.id} leftover`);
    const packedAgain = await storedArchive(world, `${connection.id} packed again`);
    world.advance(60_000);
    await storedArchive(world, `${connection.id} packed again`);
    const { publications } = world.postgres;
    await publications.forgetUnpublished(new Date(world.now().getTime() - 30_000));
    expect(await publications.archive(leftover.contentHash)).toBeNull();
    expect(await publications.archive(packedAgain.contentHash)).toEqual(packedAgain);
    expect(await publications.archive(hash(`gz ${connection.id} kept`))).not.toBeNull();
  });

  it('keeps what a pending attempt packed, however long it has to wait for its turn to publish', async () => {
    const head = commit(`${connection.id} waiting`);
    const attemptId = await branchAttempt(world, connection, head);
    const { publications, attempts } = world.postgres;
    const archive = await storedArchive(world, `${connection.id} waiting`);
    await publications.recordArchive(archive, { name: 'skill', description: 'A skill.' }, attemptId);
    world.advance(60_000);
    await publications.forgetUnpublished(world.now());
    expect(await publications.archive(archive.contentHash)).toEqual(archive);
    await attempts.cancel(attemptId, tenant.by);
    await publications.forgetUnpublished(world.now());
    expect(await publications.archive(archive.contentHash)).toBeNull();
  });

  it('neither locks up nor loses a version under many recordings, events and requests at once', async () => {
    const tags = Array.from({ length: 12 }, (_, n) => `v1.0.${n}`);
    const tagged: Publication[] = [];
    for (const tag of tags) tagged.push(await ofTag(await tagAttempt(tag, commit(tag)), tag, commit(tag), tag));
    const work = tagged.flatMap((publication, n) => {
      const { publications, attempts } = n % 2 ? world.postgres : world.other;
      const manual = { connectionId: connection.id, trigger: 'manual', ref: 'main', commit: commit(`m ${n}`) } as const;
      return [
        publications.record(publication),
        attempts.request({ ...manual, id: newId<AttemptId>() }, tenant.by),
        attempts.recordWriteBack(publication.attemptId, 'success', null),
        deliver(world, branchPush(connection, commit(`push ${n}`))),
      ];
    });
    await Promise.all(work);
    expect((await versions()).map(({ version }) => version).sort()).toEqual(tags.map((tag) => tag.slice(1)).sort());
    expect((await current())?.version).toBe('1.0.11');
  });
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('It never came to that');
}
