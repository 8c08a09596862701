import { join } from 'node:path';
import type { Faults } from './faults.ts';
import { isoSeconds } from './iso-seconds.ts';
import type { RateLimits } from './rate-limits.ts';
import type { RequestLog } from './request-log.ts';
import type { IdKind, State } from './state.ts';
import type { Webhooks } from './webhooks/webhooks.ts';
import type { WorkQueues } from './work-queues.ts';

/** What every part of the simulator works on. */
export type Simulation = {
  state: State;
  /** Keeps the state; call it after each change. */
  save(): void;
  /** Resolves when the changes so far would outlive the process. */
  saved(): Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Without a trailing slash. `web` also serves git. */
  urls: { web: string; api: string };
  repositoriesDir: string;
  webhooks: Webhooks;
  faults: Faults;
  rateLimits: RateLimits;
  requests: RequestLog;
  /** One push at a time for each repository. */
  pushes: WorkQueues;
};

/** The clock's time as GitHub writes it: `2026-11-21T08:00:00Z`. */
export function timestamp(simulation: Simulation): string {
  return isoSeconds(simulation.now());
}

export function nextId(simulation: Simulation, kind: IdKind): number {
  const id = simulation.state.nextIds[kind];
  simulation.state.nextIds[kind] = id + 1;
  simulation.save();
  return id;
}

/** GitHub's opaque id of a node: a prefix and base64url. */
export function nodeId(prefix: string, ...parts: (string | number)[]): string {
  return `${prefix}_${Buffer.from(parts.join(':')).toString('base64url')}`;
}

export function repositoryDir(simulation: Simulation, repositoryId: number): string {
  return join(simulation.repositoriesDir, `${repositoryId}.git`);
}
