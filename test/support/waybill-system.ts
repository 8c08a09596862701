import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type GitHubSimulator, startGitHubSimulator } from '../../apps/github-simulator/simulator.ts';
import { freePort } from '../../apps/quickstart/free-port.ts';
import { apiClient, type WaybillApi } from './api-client.ts';
import type { PostgresServer } from './postgres-server.ts';
import { type ServiceProcess, serviceProcess } from './service-process.ts';
import type { TemporalServer } from './temporal-server.ts';

/** The whole service on real parts: its programs as processes, PostgreSQL, an engine, and GitHub's simulator. */
export type WaybillSystem = {
  github: GitHubSimulator;
  api: WaybillApi;
  server: ServiceProcess;
  /** Runs the steps: a worker of its own with Temporal, the server itself with the embedded engine. */
  worker: ServiceProcess;
  url: string;
  webhookSecret: string;
  installationId: number;
  databaseUrl: string;
  /** What the server was started with; a further server takes most of it over. */
  environment: Readonly<Record<string, string>>;
  /** Rows of the service's own database, for what its API does not tell. */
  rows<Row extends Record<string, unknown>>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** How many deliveries wait in the inbox. */
  pendingDeliveries(): Promise<number>;
  close(): Promise<void>;
};

/** `settings`: further environment variables of the service; `signIn`: people may sign in with their GitHub account. */
export type SystemOptions = {
  postgres: PostgresServer;
  temporal: TemporalServer | null;
  settings?: Readonly<Record<string, string>>;
  signIn?: boolean;
};

export const owner = 'acme';

export async function startWaybillSystem(options: SystemOptions): Promise<WaybillSystem> {
  const { postgres, temporal, settings, signIn = false } = options;
  const name = `journeys_${randomBytes(6).toString('hex')}`;
  const dataDir = await mkdtemp(join(tmpdir(), 'waybill-system-'));
  const databaseUrl = await postgres.createDatabase(name);
  const webhookSecret = randomBytes(20).toString('hex');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const github = await startGitHubSimulator({
    dataDir: join(dataDir, 'github'),
    app: { webhookSecret, webhookUrl: `${url}/api/v1/github/webhook` },
  });
  const apiKey = `st_test_${randomBytes(24).toString('base64url')}`;
  const environment: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    PORT: String(port),
    PUBLIC_URL: url,
    DATA_DIR: join(dataDir, 'waybill'),
    DATABASE_URL: databaseUrl,
    GITHUB_APP_ID: String(github.app.id),
    GITHUB_APP_PRIVATE_KEY: github.app.privateKeyPem ?? '',
    GITHUB_WEBHOOK_SECRET: webhookSecret,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_GIT_URL: github.gitUrl,
    WAYBILL_FIRST_API_KEY: apiKey,
    LOG_LEVEL: 'warn',
    RATE_LIMIT_PER_MINUTE: '0',
    RATE_LIMIT_ANONYMOUS_PER_MINUTE: '0',
    ...(temporal && {
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: temporal.namespace,
      TEMPORAL_TASK_QUEUE: name,
      TEMPORAL_WORKER: 'separate',
    }),
    ...(signIn && { GITHUB_CLIENT_ID: github.app.clientId, GITHUB_CLIENT_SECRET: github.app.clientSecret }),
    ...settings,
  };
  const pages = { setupUrl: `${url}/settings/github`, callbackUrls: [`${url}/sign-in/github/callback`] };
  if (signIn) await github.control.configureApp(pages);
  const server = serviceProcess('apps/server/main.ts', environment, () => isReady(url));
  const worker = temporal
    ? serviceProcess('apps/worker/main.ts', { ...environment, LOG_LEVEL: 'info' }, async (it) =>
        it.includes('the worker runs'),
      )
    : server;
  await server.start();
  if (worker !== server) await worker.start();
  const api = apiClient(url, apiKey);
  await github.control.createAccount({ login: owner, type: 'Organization' });
  const { id: installationId } = await github.control.installApp({ accountLogin: owner });
  await api.bindInstallation({ installation_id: installationId, account_login: owner, account_type: 'Organization' });
  const database = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  // The test may take PostgreSQL down; the pool connects again by itself.
  database.on('error', () => {});
  const rows = async <Row extends Record<string, unknown>>(sql: string, values: unknown[] = []) =>
    (await database.query<Row>(sql, values)).rows;
  const pendingDeliveries = async () => {
    const [row] = await rows<{ n: number }>(
      "select count(*)::int as n from webhook_deliveries where status = 'pending'",
    );
    return row?.n ?? 0;
  };
  const close = async () => {
    await database.end();
    if (worker !== server) await worker.stop();
    await server.stop();
    await github.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  const parts = { github, api, server, worker, url, webhookSecret, installationId, databaseUrl, environment };
  return { ...parts, rows, pendingDeliveries, close };
}

/** One more server on the same database, with a port and a data folder of its own; not started yet. */
export async function furtherServer(system: WaybillSystem): Promise<{ url: string; server: ServiceProcess }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const dataDir = `${system.environment.DATA_DIR}-${port}`;
  const environment = { ...system.environment, PORT: String(port), PUBLIC_URL: url, DATA_DIR: dataDir };
  return { url, server: serviceProcess('apps/server/main.ts', environment, () => isReady(url)) };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}
