import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureDashboard } from '../../../apps/dashboard/build.ts';
import { startHttpService } from '../../../test/support/http-service.ts';
import { sampleMembership } from '../../../test/support/in-memory-sessions.ts';
import { sampleAttempt, sampleConnection, sampleId } from '../../../test/support/sample-rows.ts';

let service: Awaited<ReturnType<typeof startHttpService>>;

beforeAll(async () => {
  await ensureDashboard();
  service = await startHttpService();
});
afterAll(() => service.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  service.send('GET', path, { key: null, headers: { Accept: 'text/html', ...headers } });

/** The script that the document loads. */
async function scriptPath(): Promise<string> {
  const { text } = await get('/');
  return /<script type="module"[^>]* src="([^"]+)"/.exec(text)?.[1] ?? '';
}

describe('the pages of the dashboard', () => {
  test.each(['/', '/sign-in', '/settings/github', '/attempts', '/registry/x/versions/1.0.0', '/packages'])(
    '%s is its document, which is asked for anew each time',
    async (path) => {
      const answer = await get(path);
      expect([answer.status, answer.headers.get('Cache-Control')]).toEqual([200, 'no-cache']);
      expect(answer.text).toContain('id="app"');
    },
  );

  test('only files of ours run, and nothing that stands in the document', async () => {
    const answer = await get('/');
    const policy = answer.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self' 'sha256-");
    expect(policy).not.toContain('unsafe');
    expect(answer.text).not.toMatch(/<style|<script(?![^>]* src=)|style="|onload=/);
  });

  test('an address that nothing has is the document too, as 404; programs get a problem', async () => {
    const page = await get('/no/such/page');
    expect([page.status, page.text.includes('id="app"')]).toEqual([404, true]);
    const problem = await service.send('GET', '/no/such/page', { key: null, headers: { Accept: '*/*' } });
    expect([problem.status, problem.json().code]).toEqual([404, 'not_found']);
    expect((await get('/api/v1/nothing')).json()).toMatchObject({ code: 'not_found' });
  });
});

describe('the files of the dashboard', () => {
  test('they are kept for good, since their names change with them', async () => {
    const answer = await get(await scriptPath());
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Cache-Control')).toBe('max-age=31536000,immutable');
    expect(answer.headers.get('Content-Type')).toMatch(/javascript/);
  });

  test('they come in Brotli to who takes it', async () => {
    const path = await scriptPath();
    const [plain, packed] = [
      await fetch(`${service.url}${path}`, { headers: { 'Accept-Encoding': 'identity' } }),
      await fetch(`${service.url}${path}`, { headers: { 'Accept-Encoding': 'br' } }),
    ];
    expect([plain.headers.get('Content-Encoding'), packed.headers.get('Content-Encoding')]).toEqual([null, 'br']);
    expect(await packed.text()).toBe(await plain.text());
    expect(Number(packed.headers.get('Content-Length'))).toBeLessThan(Number(plain.headers.get('Content-Length')));
    expect(packed.headers.get('Vary')).toContain('Accept-Encoding');
  });

  test.each(['/dashboard/gone.js', '/dashboard/..%2findex.html', '/dashboard/..%2f..%2fbuild.ts', '/dashboard/%00'])(
    'there is nothing else: %s',
    async (path) => {
      const answer = await get(path);
      expect([answer.status, answer.json().code]).toEqual([404, 'not_found']);
    },
  );
});

test('a server whose dashboard is not built says so, and how to build it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-unbuilt-'));
  const unbuilt = await startHttpService({ dashboard: { folder, imageOrigins: [] } });
  try {
    const answer = await unbuilt.send('GET', '/', { key: null, headers: { Accept: 'text/html' } });
    expect([answer.status, answer.json().code]).toEqual([503, 'dashboard_missing']);
    expect(answer.json().detail).toContain('npm run build');
    const missing = await unbuilt.send('GET', '/no/such/page', { key: null, headers: { Accept: 'text/html' } });
    expect([missing.status, missing.json().code]).toEqual([404, 'not_found']);
    unbuilt.world.connections = [sampleConnection()];
    unbuilt.world.attempts = [sampleAttempt()];
    const { read: headers } = unbuilt.addSession('member', { memberships: [sampleMembership()] });
    const attempt = await unbuilt.send('GET', `/attempts/${sampleId(50)}`, { key: null, headers });
    expect(attempt.text).toContain('Publishing lint-rules');
  } finally {
    await unbuilt.close();
    await rm(folder, { recursive: true });
  }
});
