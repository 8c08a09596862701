import { afterEach, beforeEach, expect, test } from 'vitest';
import { type HttpService, startHttpService } from '../../../test/support/http-service.ts';
import { sampleConnection, sampleId, sampleInstallation } from '../../../test/support/sample-rows.ts';

const path = `/api/v1/github/connections/${sampleId(30)}/sync`;
let service: HttpService;
let waited = false;

beforeEach(async () => {
  const waiter = {
    waitUntilSettled: async (_id: unknown, _organization: unknown, _timeoutMs: number, signal: AbortSignal) => {
      waited = !signal.aborted;
      return null;
    },
  };
  service = await startHttpService({ waiter });
  service.world.connections = [sampleConnection()];
  service.world.installations = [sampleInstallation()];
});
afterEach(() => service.close());

test.each([
  ['respond-async', false],
  ['handling=lenient, Respond-Async; wait=10', false],
  ['handling=lenient', true],
  ['', true],
])('with Prefer %j a sync waits for its end: %s', async (prefer, isWaiting) => {
  const answer = await service.send('POST', path, { headers: prefer === '' ? {} : { Prefer: prefer } });
  const { attempt_id: id, status } = answer.json();
  expect([answer.status, status]).toEqual([202, 'pending']);
  expect(answer.headers.get('Location')).toMatch(new RegExp(`/api/v1/github/attempts/${id}$`));
  expect(waited).toBe(isWaiting);
});
