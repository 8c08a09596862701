import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Environment } from '../command-installer/cache-folder.ts';
import { CommandMissing } from '../command-installer/ensure-command.ts';
import { readConfiguration } from '../configuration.ts';
import { ensureDashboard } from '../dashboard/build.ts';
import { type GitHubSimulator, startGitHubSimulator } from '../github-simulator/simulator.ts';
import { type RunningServer, startServer } from '../server/server.ts';
import { ensureTemporalCli } from '../temporal-cli/temporal-cli.ts';
import { freePort, isPortFree } from './free-port.ts';
import type { KeptSettingsFile } from './kept-settings.ts';
import { startPostgres } from './postgres-server.ts';
import { StartError } from './start-error.ts';
import { startTemporal, type TemporalServer } from './temporal-server.ts';

export type ServicesOptions = {
  port: number;
  dataDir: string;
  engine: 'embedded' | 'temporal';
  settings: KeptSettingsFile;
  env: Environment;
  logger: Logger;
  signal: AbortSignal;
  /** Tells the person at the keyboard what goes on, one line each. */
  say: (line: string) => void;
  /** Hears of each server that would outlive a killed quickstart. */
  onServer: (pid: number) => void;
  /** The server cannot go on. */
  onLost: (error: Error) => void;
};

/** `temporal`: null with the embedded engine. */
export type Services = { server: RunningServer; github: GitHubSimulator; temporal: TemporalServer | null };

/** Settings of the service that may be given to the quickstart as well. */
const passedOn = ['LOG_LEVEL', 'WRITE_BACK_BRAND'];

/** Throws `StartError` when a port that was asked for is taken. */
export async function choosePort(wanted: number): Promise<number> {
  if (wanted === 0) return freePort();
  if (await isPortFree(wanted)) return wanted;
  throw new StartError(
    `Port ${wanted} of 127.0.0.1 is in use: name another with --port, or --port 0 for any free one.`,
  );
}

/** Starts everything in order; `stack` ends it, in reverse. */
export async function startServices(options: ServicesOptions, stack: AsyncDisposableStack): Promise<Services> {
  const databaseUrl = await startDatabase(options, stack);
  const temporal = options.engine === 'temporal' ? await startTemporalServer(options, stack) : null;
  const github = await startGitHub(options, stack);
  if ((await ensureDashboard()) === 'built') options.say('Dashboard     built');
  const server = await startWaybill(options, { databaseUrl, temporal, github });
  stack.defer(() => server.close());
  await github.control.setWebhookUrl({ url: `${server.url}/api/v1/github/webhook` });
  await github.control.configureApp({
    callbackUrls: [`${server.url}/settings/github`, `${server.url}/sign-in/github/callback`],
    setupUrl: `${server.url}/settings/github`,
  });
  options.say(`Waybill       ${server.url} (engine: ${server.engine})`);
  return { server, github, temporal };
}

async function startDatabase(options: ServicesOptions, stack: AsyncDisposableStack): Promise<string> {
  const { instanceId, postgresPassword } = options.settings.values;
  const dir = join(options.dataDir, 'postgres');
  const postgres = await startPostgres({ dir, instanceId, password: postgresPassword });
  stack.defer(() => postgres.stop());
  options.onServer(postgres.pid);
  options.signal.throwIfAborted();
  options.say(`PostgreSQL    ${new URL(postgres.url).host}, its data in ${postgres.dir}`);
  return postgres.url;
}

async function startTemporalServer(options: ServicesOptions, stack: AsyncDisposableStack): Promise<TemporalServer> {
  const { env, signal, dataDir, say } = options;
  const command = await ensureTemporalCli({ env, signal, log: say }).catch((error: unknown) => {
    throw error instanceof CommandMissing ? new StartError(error.message) : error;
  });
  const temporal = await startTemporal({ command, dir: dataDir });
  stack.defer(() => temporal.stop());
  options.onServer(temporal.pid);
  signal.throwIfAborted();
  say(`Temporal      ${temporal.address}, its pages on ${temporal.uiUrl} (${command})`);
  return temporal;
}

/** On the port of earlier starts, if that is free: clone URLs that were printed stay true. */
async function startGitHub(options: ServicesOptions, stack: AsyncDisposableStack): Promise<GitHubSimulator> {
  const { settings, dataDir, signal, say } = options;
  const { webhookSecret, simulatorPort } = settings.values;
  const port = simulatorPort && (await isPortFree(simulatorPort)) ? simulatorPort : await freePort();
  const github = await startGitHubSimulator({ dataDir: join(dataDir, 'github'), port, app: { webhookSecret } });
  stack.defer(() => github.close());
  await settings.keep({ simulatorPort: port });
  signal.throwIfAborted();
  say(`GitHub        ${github.baseUrl} (simulated, its data in ${join(dataDir, 'github')})`);
  return github;
}

type Parts = { databaseUrl: string; temporal: TemporalServer | null; github: GitHubSimulator };

function startWaybill(options: ServicesOptions, { databaseUrl, temporal, github }: Parts): Promise<RunningServer> {
  const { env, settings, port, dataDir, logger, onLost } = options;
  const configuration = readConfiguration({
    ...Object.fromEntries(passedOn.map((name) => [name, env[name]])),
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporal?.address,
    TEMPORAL_UI_URL: temporal?.uiUrl,
    GITHUB_APP_ID: String(github.app.id),
    GITHUB_CLIENT_ID: github.app.clientId,
    GITHUB_CLIENT_SECRET: github.app.clientSecret,
    GITHUB_APP_PRIVATE_KEY: github.app.privateKeyPem,
    GITHUB_WEBHOOK_SECRET: settings.values.webhookSecret,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_GIT_URL: github.gitUrl,
    WAYBILL_FIRST_API_KEY: settings.values.apiKey,
  });
  return startServer(configuration, { logger, onLost });
}
