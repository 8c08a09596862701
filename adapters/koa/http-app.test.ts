import Koa from 'koa';
import { afterEach, describe, expect, test } from 'vitest';
import { type HttpService, startHttpService } from '../../test/support/http-service.ts';
import { World } from '../../test/support/in-memory-ports.ts';
import { registry } from '../../test/support/in-memory-registry.ts';
import { listen } from './listen.ts';

let service: HttpService;

afterEach(() => service.close());

function registryThat(fails: () => Promise<never>) {
  return { ...registry(new World()), searchEntries: fails };
}

describe('faults', () => {
  test('an unexpected fault is logged, and told without its details', async () => {
    service = await startHttpService({
      registry: registryThat(() => Promise.reject(new Error('secret table entries is broken'))),
    });
    const answer = await service.send('GET', '/api/v1/registry', { headers: { 'X-Request-Id': 'trace-1' } });
    expect([answer.status, answer.json().code]).toEqual([500, 'internal_error']);
    expect(answer.json().detail).toContain('trace-1');
    expect(answer.text).not.toMatch(/secret|\.ts/);
    expect(JSON.stringify(service.logLines)).toContain('secret table entries is broken');
  });

  test.each([
    Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
    new Error('query failed', { cause: Object.assign(new Error('shutting down'), { code: '57P01' }) }),
    new AggregateError([Object.assign(new Error('a'), { code: 'ECONNREFUSED' })]),
    new Error('Connection terminated unexpectedly'),
  ])('a database that is away: %s', async (fault) => {
    service = await startHttpService({ registry: registryThat(() => Promise.reject(fault)) });
    const answer = await service.send('GET', '/api/v1/registry');
    expect([answer.status, answer.json().code]).toEqual([503, 'service_unavailable']);
    expect(answer.headers.get('Retry-After')).toBe('5');
  });

  test('what is thrown need not be an error', async () => {
    service = await startHttpService({ registry: registryThat(() => Promise.reject(null)) });
    expect((await service.send('GET', '/api/v1/registry')).json().code).toBe('internal_error');
  });
});

describe('requests', () => {
  test('carry an id, the caller’s when it is plain', async () => {
    service = await startHttpService();
    const id = async (sent: string) =>
      (await service.send('GET', '/healthz', { headers: { 'X-Request-Id': sent } })).headers.get('X-Request-Id');
    expect(await id('abc-1.2_3')).toBe('abc-1.2_3');
    expect(await id('a b')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await id('x'.repeat(200))).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('are logged without keys, queries and signatures', async () => {
    service = await startHttpService();
    await service.send('GET', '/api/v1/registry?name=signature-like');
    await expect.poll(() => service.logLines.length).toBe(1);
    expect(service.logLines[0]).toMatchObject({ method: 'GET', path: '/api/v1/registry', status: 200, msg: 'request' });
    expect(JSON.stringify(service.logLines)).not.toMatch(/st_test|signature-like/);
  });

  test('are counted by the pattern of their route', async () => {
    service = await startHttpService();
    await service.send('GET', '/attempts/x');
    await service.send('GET', '/wp-login.php');
    await service.send('FOO' as 'GET', '/attempts/x').catch(() => {});
    await expect
      .poll(async () => (await service.send('GET', '/metrics')).text)
      .toContain('waybill_http_requests_total{route="/attempts/:id",method="GET",status="404"} 1');
    const { text } = await service.send('GET', '/metrics');
    expect(text).toContain('waybill_http_requests_total{route="none",method="GET",status="404"} 1');
    expect(text).not.toContain('wp-login');
  });
});

describe('readiness', () => {
  const partsThat = (database: () => Promise<void>, engine: () => Promise<void>) => ({
    database: { needed: true, check: database },
    engine: { needed: false, check: engine },
  });

  test('webhooks are still taken while the engine is away', async () => {
    const away = () => Promise.reject(new Error('refused'));
    service = await startHttpService({ checks: partsThat(async () => {}, away) });
    const answer = await service.send('GET', '/readyz', { key: null });
    expect([answer.status, answer.json()]).toEqual([
      200,
      { status: 'ready', checks: { database: 'ok', engine: 'away' } },
    ]);
  });

  test('all parts are there', async () => {
    service = await startHttpService({
      checks: partsThat(
        async () => {},
        async () => {},
      ),
    });
    const answer = await service.send('GET', '/readyz', { key: null });
    expect([answer.status, answer.json()]).toEqual([
      200,
      { status: 'ready', checks: { database: 'ok', engine: 'ok' } },
    ]);
  });

  test('a part that is away, or does not answer, is named without details', async () => {
    const refused = () => Promise.reject(new Error('10.0.0.7 refused'));
    service = await startHttpService({ checks: partsThat(refused, () => new Promise<void>(() => {})) });
    const answer = await service.send('GET', '/readyz', { key: null });
    expect([answer.status, answer.json()]).toEqual([
      503,
      { status: 'not_ready', checks: { database: 'away', engine: 'away' } },
    ]);
    expect((await service.send('GET', '/healthz', { key: null })).json()).toEqual({ status: 'ok' });
  });
});

describe('the listener', () => {
  test('a port in use is told by its code', async () => {
    service = await startHttpService();
    const port = Number(new URL(service.url).port);
    await expect(listen(new Koa(), { host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  test('closing lets a request under way finish, and takes no new one', async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const { promise: began, resolve: begin } = Promise.withResolvers<void>();
    const slow = async () => {
      begin();
      await held;
      return { entries: [], nextCursor: null };
    };
    service = await startHttpService({ registry: { ...registry(new World()), searchEntries: slow } });
    await service.send('GET', '/healthz');
    const answering = service.send('GET', '/api/v1/registry');
    await began;
    const closing = service.close();
    await expect(service.send('GET', '/healthz')).rejects.toThrow();
    release();
    expect((await answering).json()).toEqual({ entries: [], next_cursor: null });
    await closing;
  });

  test('closing does not wait for ever', async () => {
    const { promise: began, resolve: begin } = Promise.withResolvers<void>();
    const never = () => {
      begin();
      return new Promise<never>(() => {});
    };
    service = await startHttpService({ registry: { ...registry(new World()), searchEntries: never } });
    const answering = service.send('GET', '/api/v1/registry');
    answering.catch(() => {});
    await began;
    await service.close();
    await expect(answering).rejects.toThrow();
  });
});
