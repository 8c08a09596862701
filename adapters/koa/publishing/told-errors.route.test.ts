import { afterEach, expect, test } from 'vitest';
import { delivery } from '../../../domain/publishing/testing/sample-facts.ts';
import { type HttpService, startHttpService } from '../../../test/support/http-service.ts';
import { sampleAttempt, sampleConnection, sampleId } from '../../../test/support/sample-rows.ts';

const own = 'connect ECONNREFUSED 10.0.0.5:5432';
const githubs = 'github_refused: GitHub answered 403.';
let service: HttpService;

afterEach(() => service.close());

async function start(tenancy: 'single' | 'multi') {
  service = await startHttpService({ tenancy });
  const attempt = sampleAttempt({ status: 'published', writeBackStatus: 'failed', writeBackMessage: own });
  const startedAt = '2026-11-21T08:00:00.000Z';
  const tries = [own, githubs].map((error, index) => {
    return { number: index + 1, startedAt, finishedAt: startedAt, error, retryAt: null };
  });
  service.world.connections = [sampleConnection()];
  service.world.attempts = [attempt];
  service.world.engineHistory = () => [{ name: 'packSource', startedAt, finishedAt: null, tries }];
  const deliveries = [own, githubs].map((error, index) =>
    delivery({ id: sampleId(60 + index), status: 'failed', error }),
  );
  service.operations.deliveries = deliveries.map((failed) => {
    return { delivery: failed, headers: {}, body: null, decisions: [], organizationId: sampleId(1) };
  });
  const attempts = [{ attempt, outcome: null, writeBackAt: null }];
  service.operations.explained = { deliveries, attempts };
}

const api = '/api/v1/github';
const places = [
  ['an attempt', `${api}/attempts/${sampleId(50)}`],
  ['the events of an attempt', `${api}/attempts/${sampleId(50)}/events`],
  ['an explanation', `${api}/explain?delivery=some`],
  ['the deliveries', `${api}/deliveries`],
] as const;

test.each(places)('among many organizations, %s tell no errors of our own machines', async (_what, path) => {
  await start('multi');
  const { text } = await service.send('GET', path);
  expect(text).not.toContain('10.0.0.5');
  expect(text).toContain('for the operator of this service only');
  expect(text).toContain('GitHub answered 403.');
});

test.each(places)('a service of one organization tells its members all in %s', async (_what, path) => {
  await start('single');
  const { text } = await service.send('GET', path);
  expect(text).toContain('10.0.0.5');
});

test('among many organizations, one delivery tells no errors of our own machines', async () => {
  await start('multi');
  const { error } = (await service.send('GET', `${api}/deliveries/${sampleId(60)}`)).json();
  expect(error).toContain('for the operator of this service only');
});
