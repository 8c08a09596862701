import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { parseFrontMatter } from '../../adapters/archive/front-matter.ts';
import { archiveInspector } from '../../adapters/archive/inspect.ts';
import { httpApp } from '../../adapters/koa/http-app.ts';
import { type HttpServer, listen } from '../../adapters/koa/listen.ts';
import { downloadSigner } from '../../adapters/koa/registry/download-signer.ts';
import { sha256Hex } from '../../adapters/koa/sha256.ts';
import { pollingWaiter } from '../../workflows/publishing/wait-for-attempt.use-case.ts';
import type { Configuration } from '../configuration.ts';
import { builtFolder } from '../dashboard/built-folder.ts';
import { type RunningEngine, requireGit, startEngine } from '../engine.ts';
import { openPublishingAdapters, type PublishingAdapters } from '../publishing-adapters.ts';
import { type Dispatcher, type DispatcherOptions, startDispatcher } from './dispatcher.ts';
import { ensureFirstOrganization } from './first-organization.ts';
import { operatorLink } from './operator-link.ts';
import { keptSigningKey, newApiKey, newSecret } from './secrets.ts';
import { slots } from './slots.ts';
import { workMetrics } from './work-metrics.ts';

export type RunningServer = {
  /** Where it listens; with port 0, the port that was free. */
  url: string;
  engine: 'embedded' | 'temporal';
  /** The first owner's API key, when this start made it and the configuration did not give it. Shown once. */
  firstApiKey: string | null;
  /** Makes a link that lets the first owner into the dashboard, once and soon; null: there is no owner. */
  signInLink(): Promise<string | null>;
  close(): Promise<void>;
};

export type ServerOptions = {
  logger: Logger;
  /** Called when the server can not go on, e.g. when another embedded server took over its database. */
  onLost?: (error: Error) => void;
};

/**
 * Starts the service: HTTP first, so that webhooks are stored from then on, then the engine and the dispatcher.
 * Throws when the port is taken, git or the database cannot be reached, or the embedded engine runs elsewhere.
 */
export async function startServer(configuration: Configuration, options: ServerOptions): Promise<RunningServer> {
  const { logger } = options;
  const opened: Array<() => Promise<unknown>> = [];
  const close = async () => {
    for (const closeOne of opened.splice(0).reverse()) await closeOne();
  };
  try {
    const address: { url: string | null } = { url: configuration.publicUrl };
    const publicUrl = () => address.url ?? `http://${configuration.host}:${configuration.port}`;
    if (!configuration.temporal || configuration.temporal.workerInServer) await requireGit();
    const adapters = await openPublishingAdapters(configuration, publicUrl, logger);
    opened.push(adapters.close);
    const firstApiKey = await ensureFirstOrganization(adapters.postgres.access, configuration);
    const engine = Promise.withResolvers<RunningEngine>();
    const dispatching: { dispatcher: Dispatcher | null } = { dispatcher: null };
    const wake = () => dispatching.dispatcher?.wake();
    const metrics = new Registry();
    collectDefaultMetrics({ register: metrics });
    const meter = workMetrics(metrics, adapters.postgres.backlog);
    const server = await serve(configuration, { adapters, engine: engine.promise, publicUrl, wake, logger, metrics });
    opened.push(server.close);
    address.url ??= server.url;
    const onLost = (error: Error) => options.onLost?.(error);
    const running = await startEngine(configuration, adapters.processes, logger, onLost);
    opened.push(running.close);
    engine.resolve(running);
    dispatching.dispatcher = dispatch(adapters, running, {
      logger,
      meter,
      retentionDays: configuration.deliveryRetentionDays,
    });
    opened.push(dispatching.dispatcher.close);
    const { signInLinks } = adapters.postgres;
    const signInLink = () => operatorLink(signInLinks, publicUrl());
    return { url: server.url, engine: running.name, firstApiKey, signInLink, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function dispatch(
  { postgres, github, artifacts }: PublishingAdapters,
  engine: RunningEngine,
  options: DispatcherOptions,
): Dispatcher {
  const now = () => new Date();
  const deliveries = {
    ...postgres,
    webhooks: github.webhooks,
    app: github.app,
    repositories: github.repositories,
    now,
  };
  const { publications, idempotency, sessions, deliveryLog } = postgres;
  const sweeping = { artifacts, publications, idempotency, sessions, deliveryLog, now };
  return startDispatcher(
    deliveries,
    { attempts: postgres.attempts, previews: postgres.previews, engine },
    sweeping,
    options,
  );
}

type Serving = {
  adapters: PublishingAdapters;
  engine: Promise<RunningEngine>;
  publicUrl: () => string;
  wake: () => void;
  logger: Logger;
  metrics: Registry;
};

/** Each starts git, which takes memory and disk of the server that answers requests. */
const mostDiscoveries = 4;

/** Each unpacks an archive. More at once would take as long, and hold up everything else. */
const mostReadings = 2;

async function serve(configuration: Configuration, serving: Serving): Promise<HttpServer> {
  const { adapters, engine, publicUrl, wake, logger, metrics } = serving;
  const { postgres, github, artifacts, source } = adapters;
  const closing = new AbortController();
  const now = () => new Date();
  const key = configuration.signingKey
    ? Buffer.from(configuration.signingKey)
    : await keptSigningKey(configuration.dataDir);
  const app = httpApp({
    ...postgres,
    webhooks: github.webhooks,
    repositories: github.repositories,
    installationRepositories: github.installationRepositories,
    source,
    discoverySlots: slots(mostDiscoveries),
    readingSlots: { members: slots(mostReadings), anybody: slots(mostReadings) },
    parseFrontMatter,
    app: github.app,
    bindingProofs: github.bindingProofs,
    gitHubSignIn: github.signIn,
    artifacts,
    inspector: archiveInspector({ limits: configuration.packageLimits }),
    packageLimits: configuration.packageLimits,
    engine: { history: async (id) => (await startedYet(engine))?.history(id) ?? null },
    waiter: pollingWaiter({ attempts: postgres.attempts, sleep: pauseFor, now }),
    sleep: pauseFor,
    downloads: downloadSigner({ key }),
    wakeDispatcher: wake,
    newId: randomUUID,
    newSecret,
    newApiKey,
    sha256Hex,
    now,
    publicUrl,
    githubUrl: configuration.github.gitUrl,
    temporalUi: configuration.temporalUi,
    dashboard: { folder: builtFolder, imageOrigins: avatarOrigins(configuration.github.gitUrl) },
    tenancy: configuration.tenancy,
    trustedProxies: configuration.trustedProxies,
    rateLimits: configuration.rateLimits,
    logger,
    metrics,
    checks: {
      database: { needed: true, check: postgres.ping },
      engine: { needed: false, check: () => answersYet(engine) },
    },
    closing: closing.signal,
  });
  if (!existsSync(join(builtFolder, 'index.html'))) {
    logger.warn('the dashboard is not built here, so its pages answer 503: run "npm run build"');
  }
  const server = await listen(app, configuration);
  return {
    ...server,
    close: () => {
      closing.abort();
      return server.close();
    },
  };
}

/** Null while the engine is starting: what can be said without it is said. */
function startedYet(engine: Promise<RunningEngine>): Promise<RunningEngine | null> {
  return Promise.race([engine, Promise.resolve(null)]);
}

async function answersYet(engine: Promise<RunningEngine>): Promise<void> {
  const running = await startedYet(engine);
  if (!running) throw new Error('the engine is starting');
  await running.describe('readiness');
}

async function pauseFor(durationMs: number, signal: AbortSignal): Promise<void> {
  await pause(durationMs, undefined, { signal }).catch(() => {});
}

/** GitHub's own pictures, and those of an Enterprise Server. */
function avatarOrigins(gitUrl: string): string[] {
  return [...new Set(['https://avatars.githubusercontent.com', new URL(gitUrl).origin])];
}
