/**
 * How long the lists of the API take in a large organization, side by side with one of 100 rows of each kind:
 *
 *   node test/benchmarks/large-lists.ts [--runs 15]
 *
 * Each has a PostgreSQL of its own on this machine; what is timed are the use cases, without HTTP.
 */
import { parseArgs } from 'node:util';
import type { Caller } from '../../domain/access/caller.ts';
import {
  type ConnectionId,
  type EntryId,
  type InstallationId,
  parseGitHubId,
  parseId,
} from '../../domain/shared/ids.ts';
import { listConnections } from '../../workflows/connections/list-connections.use-case.ts';
import { listDeliveries } from '../../workflows/deliveries/list-deliveries.use-case.ts';
import { listInstallations } from '../../workflows/installations/list-installations.use-case.ts';
import { explainPublishing } from '../../workflows/publishing/explain.use-case.ts';
import { listAttempts } from '../../workflows/publishing/list-attempts.use-case.ts';
import { newOrganization, openWorld, type PersistenceWorld } from '../contracts/persistence-world.ts';
import { fillLargeOrganization, largeCommit, largeSize, type OrganizationSize } from '../support/large-organization.ts';
import { sampleCaller } from '../support/sample-rows.ts';

type Calls = Record<string, () => Promise<unknown>>;

const smallSize: OrganizationSize = { connections: 100, attempts: 100, deliveries: 100 };
const { values } = parseArgs({ options: { runs: { type: 'string', default: '15' } } });
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1 || runs > 1_000) throw new Error('Usage: large-lists.ts [--runs 1..1000]');

const small = await measure(smallSize);
const large = await measure(largeSize);
console.log(`Medians of ${runs} runs, in milliseconds`);
printRow('', '100 rows', 'large');
for (const [name, ms] of large) printRow(name, (small.get(name) ?? Number.NaN).toFixed(1), ms.toFixed(1));

async function measure(size: OrganizationSize): Promise<Map<string, number>> {
  const world = await openWorld();
  try {
    const { organizationId, ownerId: memberId } = await newOrganization(world);
    await fillLargeOrganization(world.databaseUrl, organizationId, size);
    const medians = new Map<string, number>();
    for (const [name, call] of Object.entries(callsOn(world, sampleCaller({ organizationId, memberId }), size))) {
      medians.set(name, await medianMs(call));
    }
    return medians;
  } finally {
    await world.close();
  }
}

function callsOn({ postgres }: PersistenceWorld, caller: Caller, size: OrganizationSize): Calls {
  const ports = { ...postgres, engine: { history: async () => null }, tenancy: 'single' } as const;
  const limit = 50;
  const middle = size.connections / 2;
  const repository = `large-${Math.floor(middle / 2)}/skills`;
  const commit = largeCommit(middle);
  const entryId = parseId<EntryId>(`00000002-0000-4000-8000-${hexOf(middle)}`) ?? undefined;
  const connectionId = parseId<ConnectionId>(`00000003-0000-4000-8000-${hexOf(middle)}`) ?? undefined;
  const installationId = parseGitHubId<InstallationId>(9_000_000_001) ?? undefined;
  const until = new Date(Date.now() - 150 * 86_400_000);
  const connections = (query: object) => () => listConnections(ports, { caller, limit, ...query });
  const attempts = (query: object) => () => listAttempts(ports, { caller, limit, ...query });
  const deliveries = (query: object) => () => listDeliveries(ports, { caller, limit, ...query });
  const ofAnyOther = (query: object) => () =>
    listDeliveries(ports, { caller: { ...caller, role: 'viewer' }, limit, ...query });
  const explain = (query: object) => () => explainPublishing(ports, { caller, ...query });
  return {
    installations: () => listInstallations(ports, { caller }),
    connections: connections({}),
    'connections, search for some': connections({ search: `skill-${middle}` }),
    'connections, search for many': connections({ search: 'skill-1' }),
    'connections, search for none': connections({ search: 'no such thing' }),
    'connections of a repository': connections({ repository }),
    'connections of an installation': connections({ installationId }),
    'connections of an entry': connections({ entryId }),
    'connections, all in one answer': connections({ limit: undefined }),
    attempts: attempts({}),
    'attempts, long ago': attempts({ until }),
    'attempts, published': attempts({ status: 'published' }),
    'attempts, pending (none)': attempts({ status: 'pending' }),
    'attempts of a common reason': attempts({ reason: 'content_unchanged' }),
    'attempts of a rare reason': attempts({ reason: 'tag_moved' }),
    'attempts, tags': attempts({ trigger: 'tag' }),
    'attempts, by hand': attempts({ trigger: 'manual' }),
    'attempts, re-runs (none)': attempts({ trigger: 're-run' }),
    'attempts, failed, by hand': attempts({ status: 'failed', trigger: 'manual' }),
    'attempts of an entry': attempts({ entryId }),
    'attempts of a connection': attempts({ connectionId }),
    'attempts of a repository': attempts({ repository }),
    'attempts of a repository, failed': attempts({ repository, status: 'failed' }),
    'attempts of no repository': attempts({ repository: 'no/such' }),
    'attempts of a branch': attempts({ ref: 'refs/heads/main' }),
    'attempts of a tag': attempts({ ref: 'refs/tags/v1.100.0' }),
    'attempts of a commit': attempts({ commit: commit.slice(0, 7) }),
    deliveries: deliveries({}),
    'deliveries, seen by a viewer': ofAnyOther({}),
    'deliveries, long ago': deliveries({ until }),
    'deliveries, create': deliveries({ event: 'create' }),
    'deliveries, of an unknown event': deliveries({ event: 'issues' }),
    'deliveries, failed': deliveries({ status: 'failed' }),
    'deliveries, pending (none)': deliveries({ status: 'pending' }),
    'deliveries of a repository': deliveries({ repository }),
    'deliveries of a repository, seen by a viewer': ofAnyOther({ repository }),
    'deliveries of no repository': deliveries({ repository: 'no/such' }),
    'deliveries by GUID': deliveries({ guid: `large-${middle}` }),
    'deliveries that published': deliveries({ verdict: 'publish' }),
    'deliveries that were skipped': deliveries({ verdict: 'skip' }),
    'deliveries that were previewed (none)': deliveries({ verdict: 'preview' }),
    'deliveries without a decision': deliveries({ verdict: 'none' }),
    'explain a commit': explain({ sha: commit.slice(0, 7) }),
    'explain a commit of a repository': explain({ repo: repository, sha: commit }),
    'explain a ref': explain({ repo: repository, ref: 'main' }),
    'explain a repository': explain({ repo: repository }),
    'explain a delivery': explain({ delivery: `large-${middle}` }),
  };
}

function hexOf(number: number): string {
  return number.toString(16).padStart(12, '0');
}

/** After one call that only warms up. */
async function medianMs(call: () => Promise<unknown>): Promise<number> {
  await call();
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    await call();
    times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN;
}

function printRow(name: string, ...cells: string[]): void {
  console.log(name.padEnd(46) + cells.map((cell) => cell.padStart(10)).join(''));
}
