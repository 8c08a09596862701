import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAccount, octocatLogin } from './accounts.ts';
import type { SimulatorControl } from './control/control.ts';
import { createControl } from './control/create-control.ts';
import { createFaults } from './faults.ts';
import { appCredentials, reconfigureApp, registerApp } from './github-app.ts';
import { createHttpServer } from './http-server.ts';
import { isoSeconds } from './iso-seconds.ts';
import type { GitHubAppCredentials, GitHubSimulatorOptions } from './options.ts';
import { createRateLimits } from './rate-limits.ts';
import { createRequestLog } from './request-log.ts';
import { nextId, type Simulation } from './simulation.ts';
import { firstIds, type State } from './state.ts';
import { createStateFile, readState, type StateFile } from './state-file.ts';
import { openDeliveries } from './webhooks/deliveries.ts';
import { createWebhooks } from './webhooks/webhooks.ts';
import { createWorkQueues } from './work-queues.ts';

export type GitHubSimulator = {
  /** `http://127.0.0.1:<port>`; REST is also at `<baseUrl>/repos/...`. */
  baseUrl: string;
  /** `<baseUrl>/api/v3`, as on GitHub Enterprise Server: Octokit's `baseUrl`. URLs in answers begin so. */
  apiUrl: string;
  /** `<gitUrl>/<owner>/<repo>.git`, without credentials. */
  gitUrl: string;
  /** To configure the service under development with. */
  app: GitHubAppCredentials;
  control: SimulatorControl;
  /** Ends connections and deliveries, and returns when everything is on disk. */
  close(): Promise<void>;
};

/**
 * Starts GitHub on a port of its own, over the repositories and the state in `dataDir`. Rejects with a sentence when the
 * port is taken or the data folder is not the simulator's.
 */
export async function startGitHubSimulator(options: GitHubSimulatorOptions): Promise<GitHubSimulator> {
  const now = options.now ?? Date.now;
  const { dataDir, host = '127.0.0.1' } = options;
  await mkdir(join(dataDir, 'repositories'), { recursive: true });
  const statePath = join(dataDir, 'state.json');
  const state = completeState((await readState(statePath)) ?? (await firstState(options, now)));
  reconfigureApp(state.app, options.app ?? {});
  const file = createStateFile(statePath, state);
  const simulation = await createSimulation(state, options, { now, ...file });
  if (state.accounts.length === 0) state.app.ownerId = createAccount(simulation, { login: octocatLogin }).id;
  const control = createControl(simulation);
  const server = createHttpServer(simulation, control);
  const port = await listen(server, options.port ?? 0, host).catch(async (error: unknown) => {
    // A start that failed leaves nothing behind that still writes.
    await file.saved();
    throw error;
  });
  const baseUrl = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  simulation.urls = { web: baseUrl, api: `${baseUrl}/api/v3` };
  file.save();
  await file.saved();
  return {
    baseUrl,
    apiUrl: simulation.urls.api,
    gitUrl: baseUrl,
    app: appCredentials(state.app),
    control,
    async close() {
      await closeServer(server, simulation);
      await simulation.webhooks.close();
      await file.saved();
    },
  };
}

/** Pushes that are under way may end, for a second; then connections are cut. */
async function closeServer(server: Server, simulation: Simulation): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), 1000);
  await simulation.pushes.idle();
  clearTimeout(cut);
  server.closeAllConnections();
  await closed;
}

async function createSimulation(
  state: State,
  options: GitHubSimulatorOptions,
  { now, save, saved }: StateFile & { now: () => number },
): Promise<Simulation> {
  const faults = createFaults();
  const deliveries = await openDeliveries(join(options.dataDir, 'deliveries'));
  // After a crash the state may be older than the last delivery.
  state.nextIds.delivery = Math.max(state.nextIds.delivery, (deliveries.list().at(-1)?.id ?? 0) + 1);
  const simulation: Simulation = {
    state,
    save,
    saved,
    now,
    urls: { web: '', api: '' },
    repositoriesDir: join(options.dataDir, 'repositories'),
    faults,
    rateLimits: createRateLimits(now),
    requests: createRequestLog(),
    pushes: createWorkQueues(),
    webhooks: createWebhooks({
      app: state.app,
      now,
      nextDeliveryId: () => nextId(simulation, 'delivery'),
      deliveries,
      faults,
      timeoutMs: options.webhookTimeoutMs ?? 10_000,
    }),
  };
  return simulation;
}

async function firstState(options: GitHubSimulatorOptions, now: () => number): Promise<State> {
  return {
    format: 1,
    app: await registerApp(options.app ?? {}, { ownerId: 0, createdAt: isoSeconds(now()) }),
    nextIds: { ...firstIds },
    accounts: [],
    repositories: [],
    formerNames: {},
    gitTokens: {},
    installations: [],
    tokens: {},
    checkSuites: [],
    checkRuns: [],
    statuses: [],
    pullRequests: [],
    authorizationCodes: {},
    refreshTokens: {},
    browser: null,
  };
}

/** What a state of an earlier version does not have yet begins empty. */
function completeState(state: State): State {
  const empty = { pullRequests: [], authorizationCodes: {}, refreshTokens: {}, browser: null };
  return { ...empty, ...state, nextIds: { ...firstIds, ...state.nextIds } };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(taken ? new Error(`Port ${port} on ${host} is in use; choose another, or 0 for any free one.`) : error);
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}
