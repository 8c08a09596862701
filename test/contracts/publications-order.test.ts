import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Postgres } from '../../adapters/postgres/open-postgres.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { Attempt } from '../../domain/publishing/attempt.ts';
import type { Sha } from '../../domain/shared/ids.ts';
import type { ObservedHead } from '../../ports/publishing/publications.ts';
import {
  allVersions,
  attemptsOf,
  branchCandidate,
  branchPush,
  commit,
  newConnection,
  newId,
  newOrganization,
  openWorld,
  type PersistenceWorld,
  storedArchive,
  type Tenant,
} from './persistence-world.ts';

/** A branch: each push adds a commit on the head, or forces the branch back to an earlier one. */
class Branch {
  readonly parents = new Map<Sha, Sha | null>();
  head: Sha | null = null;

  push(sha: Sha): void {
    if (!this.parents.has(sha)) this.parents.set(sha, this.head);
    this.head = sha;
  }

  /** How `sha` lies to `base`. */
  relation(base: Sha, sha: Sha): NonNullable<ObservedHead['candidateFromCurrent']> {
    if (base === sha) return 'identical';
    if (this.ancestors(sha).includes(base)) return 'ahead';
    return this.ancestors(base).includes(sha) ? 'behind' : 'diverged';
  }

  private ancestors(sha: Sha): Sha[] {
    const parent = this.parents.get(sha) ?? null;
    return parent === null ? [] : [parent, ...this.ancestors(parent)];
  }
}

/** A push of a commit by its number, when its webhook comes (in which order), and how often (0: it is lost). */
const push = fc.record({ commit: fc.nat(3), order: fc.nat(20), deliveries: fc.constantFrom(0, 1, 1, 1, 2) });

describe('publications in any order', () => {
  let world: PersistenceWorld;
  let tenant: Tenant;

  beforeAll(async () => {
    world = await openWorld();
    tenant = await newOrganization(world);
  }, 60_000);
  afterAll(() => world.close());

  it("leave the branch's head current once all is quiet", async () => {
    const pushes = fc.array(push, { minLength: 2, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(pushes, fc.array(fc.nat(2), { minLength: 40, maxLength: 40 }), (script, picks) =>
        play(script, picks),
      ),
      { numRuns: 25, endOnFailure: true },
    );
  }, 60_000);

  async function play(script: { commit: number; order: number; deliveries: number }[], picks: number[]) {
    const connection = await newConnection(world, tenant);
    const name = (n: number) => commit(`${connection.id} ${n}`);
    const branch = new Branch();
    const arriving = script
      // The last push always arrives: only sweeps (not built here) find a branch whose every webhook is lost.
      .map((step, index) => ({ ...step, index, deliveries: index === script.length - 1 ? 1 : step.deliveries }))
      .flatMap((step) => Array.from({ length: step.deliveries }, () => step))
      .sort((a, b) => a.order - b.order);
    // The repository is pushed to up to the arriving event's push at least, as webhooks come after their push.
    let pushed = 0;
    const running = new Map<string, Promise<unknown>>();
    for (const [index, step] of arriving.entries()) {
      for (; pushed <= step.index; pushed += 1) branch.push(name(script[pushed]?.commit ?? 0));
      const deliveries = (index % 2 ? world.postgres : world.other).deliveries;
      await deliveries.receive({
        guid: newId(),
        event: 'push',
        action: null,
        body: new Uint8Array(),
        disposition: 'pending',
      });
      const delivery = await deliveries.claim(1000);
      await deliveries.recordDecisions(delivery?.id ?? newId(), [branchPush(connection, name(step.commit))]);
      if (picks[index] !== 0) await startSome(connection, branch, running, picks[index] ?? 1);
      if (picks[index + 20] === 0) await Promise.all(running.values());
    }
    while ((await startSome(connection, branch, running, 10)) > 0) await Promise.all(running.values());
    await Promise.all(running.values());
    while ((await startSome(connection, branch, running, 10)) > 0) await Promise.all(running.values());
    const entry = await world.postgres.registry.findEntry(connection.entryId, tenant.organizationId);
    const origin = entry?.current?.origin;
    expect(origin?.kind === 'branch' ? origin.commit : null).toBe(branch.head);
    const versions = await allVersions(world, connection.entryId, tenant.organizationId);
    expect(new Set(versions.map(({ version }) => version)).size).toBe(versions.length);
  }

  /** Starts up to `limit` waiting attempts of the connection, and gives how many it started. */
  async function startSome(
    connection: Connection,
    branch: Branch,
    running: Map<string, Promise<unknown>>,
    limit: number,
  ) {
    const waiting = (await attemptsOf(world, connection)).filter(
      ({ id, status }) => status === 'pending' && !running.has(id),
    );
    for (const [n, attempt] of waiting.slice(0, limit).entries()) {
      running.set(attempt.id, run(n % 2 ? world.postgres : world.other, connection, branch, attempt));
    }
    return Math.min(waiting.length, limit);
  }

  async function run({ publications }: Postgres, connection: Connection, branch: Branch, attempt: Attempt) {
    const sha = attempt.commit ?? commit('none');
    const archive = await storedArchive(world, sha);
    const candidate = branchCandidate(connection, sha, archive);
    const asked: Pick<ObservedHead, 'candidateFromCurrent'> = { candidateFromCurrent: null };
    for (let tries = 0; tries < 30; tries += 1) {
      const branchRevision = await publications.branchRevision(attempt.id);
      const head = { commit: branch.head ?? sha, branchRevision, ...asked };
      const result = await publications.record({
        attemptId: attempt.id,
        candidate,
        contentHash: archive.contentHash,
        head,
      });
      if (result.kind === 'recorded') return;
      asked.candidateFromCurrent = result.kind === 'compare-needed' ? branch.relation(result.currentCommit, sha) : null;
    }
    throw new Error('The attempt never came to rest');
  }
});
