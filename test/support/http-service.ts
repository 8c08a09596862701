import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { Registry as MetricsRegistry } from 'prom-client';
import { parseFrontMatter } from '../../adapters/archive/front-matter.ts';
import { archiveInspector } from '../../adapters/archive/inspect.ts';
import { endpointsOf, httpApp } from '../../adapters/koa/http-app.ts';
import type { HttpDeps } from '../../adapters/koa/http-deps.ts';
import { listen } from '../../adapters/koa/listen.ts';
import { openApiDocument } from '../../adapters/koa/openapi/openapi-document.ts';
import { downloadSigner } from '../../adapters/koa/registry/download-signer.ts';
import { sha256Hex } from '../../adapters/koa/sha256.ts';
import { builtFolder } from '../../apps/dashboard/built-folder.ts';
import { newApiKey } from '../../apps/server/secrets.ts';
import { slots } from '../../apps/server/slots.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { defaultPackageLimits } from '../../domain/publishing/package-rules.ts';
import type { Session } from '../../ports/access/sessions.ts';
import { pollingWaiter } from '../../workflows/publishing/wait-for-attempt.use-case.ts';
import { describedAnswers } from './described-answers.ts';
import { apiKeys, auditLog, members, organizations } from './in-memory-access.ts';
import { bindingProofs, installationRepositories, setupStates, source } from './in-memory-github.ts';
import { inMemoryIdempotency } from './in-memory-idempotency.ts';
import { Operations } from './in-memory-operations.ts';
import {
  access,
  attempts,
  connections,
  deliveries,
  hashOf,
  idsInARow,
  installations,
  World,
  webhooks,
} from './in-memory-ports.ts';
import { registry } from './in-memory-registry.ts';
import { gitHubSignIn, SignInRows, sampleSession, sessions, signInLinks } from './in-memory-sessions.ts';
import { sightings } from './in-memory-sightings.ts';
import { sampleCaller } from './sample-rows.ts';
import { signedInBrowser } from './sign-in.ts';

/** The key of an admin with all permissions. */
export const adminKey = `st_test_${'a'.repeat(43)}`;

export type HttpService = Awaited<ReturnType<typeof startHttpService>>;

/** The HTTP application on a real listener, with its real use cases, over ports in memory. */
export async function startHttpService(over: Partial<HttpDeps> = {}) {
  const world = new World();
  const operations = new Operations(world);
  const signIns = new SignInRows();
  world.callers.set(hashOf(adminKey), sampleCaller());
  const logLines: Record<string, unknown>[] = [];
  const server = { url: '' };
  const deps: HttpDeps = {
    ...depsOver({ world, operations, signIns, logLines }),
    publicUrl: () => server.url,
    ...over,
  };
  const listening = await listen(httpApp(deps), { host: '127.0.0.1', port: 0, closeTimeoutMs: 2_000 });
  server.url = listening.url;
  const described = answersDescribedBy(deps);
  const send = async (method: string, path: string, init: RequestInit & { key?: string | null } = {}) => {
    const { key = adminKey, headers, ...rest } = init;
    const authorization = key === null ? undefined : { Authorization: `Bearer ${key}` };
    const sent = { ...rest, method, headers: { ...authorization, ...headers } as Record<string, string> };
    const response = await fetch(`${listening.url}${path}`, { redirect: 'manual', ...sent });
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString();
    const contentType = response.headers.get('Content-Type') ?? '';
    described.check(method, path, { status: response.status, contentType, text });
    return { status: response.status, headers: response.headers, bytes, text, json: () => JSON.parse(text) };
  };
  const sendJson = (method: string, path: string, body: unknown, key?: string | null) =>
    send(method, path, {
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
      ...(key === undefined ? {} : { key }),
    });
  const addKey = (name: string, caller: Partial<Caller>) => {
    const key = `st_test_${name.padEnd(43, '0')}`;
    world.callers.set(hashOf(key), sampleCaller(caller));
    return key;
  };
  /** A browser that is signed in. */
  const addSession = (name: string, session: Partial<Session>) => {
    const token = name.padEnd(43, '0');
    signIns.sessions.set(hashOf(token), sampleSession(session));
    return signedInBrowser(`waybill_session=${token}`);
  };
  return {
    world,
    operations,
    signIns,
    addSession,
    deps,
    logLines,
    url: listening.url,
    send,
    sendJson,
    addKey,
    close: listening.close,
  };
}

type Standing = {
  world: World;
  operations: Operations;
  signIns: SignInRows;
  logLines: Record<string, unknown>[];
};

function depsOver({ world, operations, signIns, logLines }: Standing): Omit<HttpDeps, 'publicUrl'> {
  const write = (line: string) => void logLines.push(JSON.parse(line));
  return {
    access: access(world),
    organizations: organizations(world),
    members: members(world),
    apiKeys: apiKeys(world),
    sessions: sessions(signIns),
    signInLinks: signInLinks(signIns),
    gitHubSignIn: gitHubSignIn(signIns),
    auditLog: auditLog(world),
    idempotency: inMemoryIdempotency(),
    attempts: attempts(world),
    changes: operations.changes(),
    notifications: operations.notifications(),
    explanations: operations.explanations(),
    deliveryLog: operations.deliveryLog(),
    sleep: pause,
    connections: connections(world),
    sightings: sightings(world),
    installations: installations(world),
    registry: registry(world),
    deliveries: deliveries(world),
    webhooks: webhooks(),
    installationRepositories: installationRepositories(world.github),
    source: source(world.github),
    discoverySlots: slots(4),
    readingSlots: { members: slots(2), anybody: slots(2) },
    parseFrontMatter,
    bindingProofs: bindingProofs(world.github),
    setupStates: setupStates(world.github, () => new Date()),
    repositories: {
      resolveRef: async (_repository, name) => world.github.resolveRef(name),
      describe: async ({ owner, name }) => world.describeRepository(owner, name),
      reach: async () => world.reached,
    },
    app: {
      installation: async (id) => world.onGitHub.get(id) ?? null,
      installationOfRepository: async () => world.ownerOnGitHub,
    },
    artifacts: {
      open: async (hash) => {
        const bytes = world.bytes.get(hash);
        return bytes ? { sizeBytes: bytes.length, bytes: pieces(bytes) } : null;
      },
      presign: async () => null,
      put: async (bytes) => {
        const whole = await buffer(bytes);
        const contentHash = hashOf(whole);
        world.bytes.set(contentHash, whole);
        return { contentHash, sizeBytes: whole.length };
      },
    },
    publications: {
      recordArchive: async (archive) => {
        world.archives.set(archive.contentHash, archive);
      },
    },
    inspector: archiveInspector({ limits: defaultPackageLimits }),
    packageLimits: defaultPackageLimits,
    engine: { history: async (id) => world.engineHistory(id) },
    waiter: pollingWaiter({ attempts: attempts(world), sleep: pause, now: () => new Date() }),
    downloads: downloadSigner({ key: Buffer.alloc(32, 7) }),
    wakeDispatcher: () => world.wake(),
    newId: idsInARow(),
    newSecret: () => randomBytes(32).toString('base64url'),
    newApiKey,
    sha256Hex,
    now: () => new Date(),
    dashboard: { folder: builtFolder, imageOrigins: [] },
    githubUrl: 'https://github.example.com',
    temporalUi: null,
    tenancy: 'single',
    trustedProxies: 0,
    rateLimits: { perKey: 0, perAddress: 0 },
    logger: pino({ level: 'info' }, { write }),
    metrics: new MetricsRegistry(),
    checks: {},
  };
}

/** The service's own description, which every answer that a test gets is held against. */
function answersDescribedBy(deps: HttpDeps) {
  const endpoints = endpointsOf({ ...deps, metrics: new MetricsRegistry() });
  const descriptions = endpoints.map(({ description }) => description);
  return describedAnswers(openApiDocument(descriptions, deps.publicUrl()));
}

async function* pieces(bytes: Uint8Array) {
  for (let start = 0; start < bytes.length; start += 1_000) yield bytes.subarray(start, start + 1_000);
}

async function pause(pauseMs: number, signal: AbortSignal): Promise<void> {
  await sleep(pauseMs, undefined, { signal }).catch(() => {});
}
