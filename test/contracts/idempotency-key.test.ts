import { Router } from '@koa/router';
import Koa from 'koa';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { answerProblems } from '../../adapters/koa/answer-problems.ts';
import { type Endpoint, endpoint } from '../../adapters/koa/endpoint.ts';
import type { HttpDeps } from '../../adapters/koa/http-deps.ts';
import { type HttpServer, listen } from '../../adapters/koa/listen.ts';
import { Problem } from '../../adapters/koa/problem.ts';
import { rateLimits } from '../../adapters/koa/rate-limits.ts';
import { requestLog } from '../../adapters/koa/request-log.ts';
import { serveEndpoints } from '../../adapters/koa/serve-endpoint.ts';
import type { IdempotencyScope } from '../../ports/access/idempotency.ts';
import { type HttpService, startHttpService } from '../support/http-service.ts';
import { hash, newOrganization, openWorld, type PersistenceWorld } from './persistence-world.ts';

let world: PersistenceWorld;
let by: IdempotencyScope;

beforeAll(async () => {
  world = await openWorld();
  by = (await newOrganization(world)).by;
}, 60_000);
afterAll(() => world.close());

const rows = async () => Number((await world.query('select count(*) from idempotency_keys'))[0]?.count);
const answer = { status: 201, headers: { Location: '/x' }, body: '{"text":"\\u0000 ü"}' };
const answered = { fingerprint: hash('a'), answer };

describe('keys on PostgreSQL', () => {
  const begin = (key: string, scope = by, ports = world.postgres) => ports.idempotency.begin(scope, key, 60_000);
  const begun = async (key: string) => {
    const result = await begin(key);
    if (result.kind !== 'begun') throw new Error(result.kind);
    return result.lease;
  };

  test('repeat the answer, with what its request is known by', async () => {
    const lease = await begun('repeat');
    expect(await begin('repeat')).toEqual({ kind: 'in-use' });
    await world.postgres.idempotency.keep(by, 'repeat', lease, answered);
    expect(await begin('repeat')).toEqual({ kind: 'answered', ...answered });
  });

  test('belong to one API key', async () => {
    const other = (await newOrganization(world)).by;
    const lease = await begun('mine');
    await world.postgres.idempotency.keep(by, 'mine', lease, answered);
    expect(await begin('mine', other)).toMatchObject({ kind: 'begun' });
    const forged = { ...other, keyId: by.keyId };
    expect(await begin('mine', forged)).toEqual({ kind: 'in-use' });
  });

  test('belong, in a session, to its member in that organization', async () => {
    const [one, other] = [await newOrganization(world), await newOrganization(world)];
    const [here, there] = [one, other].map((tenant) => ({ ...tenant.by, keyId: null }));
    expect(await begin('session', here)).toMatchObject({ kind: 'begun' });
    expect(await begin('session', here)).toEqual({ kind: 'in-use' });
    expect(await begin('session', there)).toMatchObject({ kind: 'begun' });
    expect(await begin('session', one.by)).toMatchObject({ kind: 'begun' });
  });

  test('are begun by one of many at once, on several servers', async () => {
    const servers = [world.postgres, world.other];
    const all = await Promise.all(Array.from({ length: 12 }, (_, n) => begin('race', by, servers[n % 2])));
    expect(all.map(({ kind }) => kind).toSorted()).toEqual(['begun', ...Array(11).fill('in-use')]);
  });

  test('are free again when they are released, or when who began is gone', async () => {
    const lease = await begun('free');
    await world.postgres.idempotency.release(by, 'free', lease);
    const crashed = await begun('free');
    world.advance(60_000);
    const next = await begun('free');
    await world.postgres.idempotency.keep(by, 'free', crashed, { ...answered, fingerprint: hash('b') });
    await world.postgres.idempotency.release(by, 'free', crashed);
    expect(await begin('free')).toEqual({ kind: 'in-use' });
    await world.postgres.idempotency.keep(by, 'free', next, answered);
    expect(await begin('free')).toEqual({ kind: 'answered', ...answered });
  });

  test('are kept for 24 hours', async () => {
    await world.postgres.idempotency.keep(by, 'day', await begun('day'), answered);
    world.advance(24 * 3_600_000 - 1);
    expect(await begin('day')).toMatchObject({ kind: 'answered' });
    world.advance(1);
    expect(await world.postgres.idempotency.forgetExpired()).toBeGreaterThan(0);
    expect(await rows()).toBe(0);
    await world.postgres.idempotency.keep(by, 'day', await begun('day'), answered);
    world.advance(24 * 3_600_000);
    expect(await begin('day')).toMatchObject({ kind: 'begun' });
  });
});

describe('requests with an Idempotency-Key', () => {
  let service: HttpService;
  let server: HttpServer;
  let calls: string[] = [];
  let answering: (text: string) => Promise<void> = async () => undefined;

  beforeAll(async () => {
    service = await startHttpService({ idempotency: world.postgres.idempotency, newId: () => 'unused' });
    service.addKey('caller', { ...by });
    server = await serve(service.deps, [
      thing('/things', async (text) => {
        calls.push(text);
        await answering(text);
      }),
    ]);
  });
  afterAll(async () => {
    await server?.close();
    await service?.close();
  });
  beforeEach(() => {
    calls = [];
    answering = async () => undefined;
  });

  const post = async (key: string | null, text: string, path = '/things', authorization = 'caller') => {
    const response = await fetch(`${server.url}${path}`, {
      method: 'POST',
      body: JSON.stringify({ text }),
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Bearer st_test_${authorization.padEnd(43, '0')}`,
        ...(key !== null && { 'Idempotency-Key': key }),
      },
    });
    const body = await response.text();
    return { status: response.status, headers: response.headers, body };
  };
  const codeOf = ({ body }: { body: string }): string => JSON.parse(body).code;

  test('are answered again as they were, and nothing is done', async () => {
    const first = await post('k1', 'one');
    const second = await post('k1', 'one');
    expect([first.status, second.status, calls]).toEqual([201, 201, ['one']]);
    expect(second.body).toBe(first.body);
    expect(second.headers.get('Location')).toBe('/things/one');
    expect(second.headers.get('Content-Type')).toBe(first.headers.get('Content-Type'));
    expect([first, second].map(({ headers }) => headers.get('Idempotency-Replayed'))).toEqual([null, 'true']);
    expect(second.headers.get('Cache-Control')).toBe('no-store');
  });

  test('are done each time without one', async () => {
    await post(null, 'one');
    await post(null, 'one');
    expect(calls).toEqual(['one', 'one']);
  });

  test.each([
    ['body', 'two', '/things'],
    ['path', 'one', '/secrets'],
    ['query', 'one', '/things?x=1'],
  ])('are refused when the %s is another', async (what, text, path) => {
    await post(`k2 ${what}`.replace(' ', '-'), 'one');
    const refused = await post(`k2-${what}`, text, path);
    expect([refused.status, codeOf(refused), calls]).toEqual([422, 'idempotency_key_reused', ['one']]);
  });

  test('wait for nobody: of two at once, one is told to come again', async () => {
    const inside = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    answering = async () => {
      inside.resolve();
      await goOn.promise;
    };
    const first = post('k3', 'one');
    await inside.promise;
    const second = await post('k3', 'one');
    expect([second.status, codeOf(second), second.headers.get('Retry-After')]).toEqual([
      ...[409, 'idempotency_key_in_use', '1'],
    ]);
    goOn.resolve();
    expect((await first).status).toBe(201);
    expect([(await post('k3', 'one')).status, calls]).toEqual([201, ['one']]);
  });

  test('are done once when many come at once', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => post('k4', 'one')));
    expect(calls).toEqual(['one']);
    for (const { status } of all) expect([201, 409]).toContain(status);
    expect((await post('k4', 'one')).headers.get('Idempotency-Replayed')).toBe('true');
  });

  test.each([
    [409, true],
    [422, true],
    [404, true],
    [403, false],
    [429, false],
    [500, false],
    [503, false],
  ])('answered with %i are repeated: %s', async (status, repeated) => {
    answering = async () => {
      throw new Problem(status, 'on_purpose', 'On purpose.', { headers: { 'Retry-After': '7' } });
    };
    const first = await post(`k5-${status}`, 'one');
    const second = await post(`k5-${status}`, 'one');
    expect([first.status, second.status, second.body]).toEqual([status, status, first.body]);
    expect(calls).toHaveLength(repeated ? 1 : 2);
    expect(second.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8');
  });

  test('that failed unexpectedly are done again', async () => {
    answering = async () => {
      throw new Error('on purpose');
    };
    expect((await post('k6', 'one')).status).toBe(500);
    answering = async () => undefined;
    expect([(await post('k6', 'one')).status, calls]).toEqual([201, ['one', 'one']]);
  });

  test('that the key was not allowed to make are tried again: it may be, by now', async () => {
    answering = async () => {
      throw new Problem(403, 'role_too_low', 'This needs the role admin.');
    };
    expect((await post('denied', 'one')).status).toBe(403);
    answering = async () => undefined;
    expect((await post('denied', 'one')).status).toBe(201);
  });

  test('with a wrong API key leave the key free', async () => {
    expect((await post('k7', 'one', '/things', 'nobody')).status).toBe(401);
    expect([(await post('k7', 'one')).status, calls]).toEqual([201, ['one']]);
  });

  test.each(['', 'a b', 'ü', 'x'.repeat(256)])('are refused with the key %j', async (key) => {
    const refused = await post(key, 'one');
    expect([refused.status, codeOf(refused), calls]).toEqual([400, 'idempotency_key_invalid', []]);
  });

  test('show a secret once, and name what was made afterwards; the secret is stored nowhere', async () => {
    const first = await post('k8', 'one', '/secrets');
    expect(JSON.parse(first.body)).toEqual({ id: 'id-one', secret: 'shown-once' });
    const second = await post('k8', 'one', '/secrets');
    expect([second.status, codeOf(second), JSON.parse(second.body).id]).toEqual([
      409,
      'secret_already_shown',
      'id-one',
    ]);
    expect(await world.query("select 1 from idempotency_keys where answer::text like '%shown-once%'")).toEqual([]);
  });
});

/** Two calls that make things, one of which answers with a secret. */
function thing(path: string, work: (text: string) => Promise<void>): Endpoint {
  return endpoint({
    ...{ method: 'post', path, operationId: 'makeThing', tag: 'Registry', summary: 'Make', access: 'key' },
    ...{ query: z.strictObject({ x: z.string().optional() }), body: z.strictObject({ text: z.string() }) },
    ...{ idempotent: true, showsSecret: path === '/secrets' },
    answers: { 201: { description: 'Made.', body: z.looseObject({ id: z.string() }) } },
  }).handle(async ({ body: { text } }) => {
    await work(text);
    const secret = path === '/secrets' ? { secret: 'shown-once' } : {};
    return { status: 201, headers: { Location: `${path}/${text}` }, body: { id: `id-${text}`, ...secret } };
  });
}

async function serve(deps: HttpDeps, endpoints: Endpoint[]): Promise<HttpServer> {
  const router = new Router();
  serveEndpoints(router, { ...deps, limits: rateLimits(deps.rateLimits) }, [
    ...endpoints,
    thing('/secrets', async () => undefined),
  ]);
  const app = new Koa();
  app.use(requestLog(deps));
  app.use(answerProblems);
  app.use(router.routes());
  return await listen(app, { host: '127.0.0.1', port: 0, closeTimeoutMs: 2_000 });
}
