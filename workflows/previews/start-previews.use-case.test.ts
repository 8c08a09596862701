import { beforeEach, expect, test } from 'vitest';
import type { Preview } from '../../domain/previews/preview.ts';
import type { RunDescription } from '../../ports/workflow-engine.ts';
import { sampleConnection, samplePreview } from '../../test/support/sample-rows.ts';
import { recoverLostPreviews, type StartPreviewsPorts, startPreviews } from './start-previews.use-case.ts';

const preview = samplePreview();
let log: string[] = [];
let run: Partial<RunDescription> | null = null;
let connected = true;

beforeEach(() => {
  log = [];
  connected = true;
});

const ports = {
  previews: {
    listUnstarted: async () => [preview],
    listStartedBefore: async () => [preview],
    markStarted: async (id: string, engine: string) => void log.push(`started ${id} ${engine}`),
    markUnstarted: async (id: string) => void log.push(`unstarted ${id}`),
    end: async (id: string, { message }: { message: string }) => void log.push(`ended ${id} ${message}`),
    context: async (): Promise<{ preview: Preview } | null> =>
      connected ? { preview, ...{ connection: sampleConnection(), writeBackMode: 'checks' } } : null,
  },
  engine: {
    name: 'embedded',
    start: async ({ process, id, input }: { process: string; id: string; input: unknown }) => {
      log.push(`${process} ${id} ${JSON.stringify(input)}`);
    },
    describe: async () => run,
  },
} as unknown as StartPreviewsPorts;

test('a waiting preview is handed over by its own id', async () => {
  expect(await startPreviews(ports)).toBe(1);
  expect(log).toEqual([
    `previewPullRequest ${preview.workflowId} {"previewId":"${preview.id}"}`,
    `started ${preview.id} embedded`,
  ]);
});

test.each([
  ['is lost', null, 1, `unstarted ${preview.id}`],
  ['still runs', { status: 'running' as const }, 0, `started ${preview.id} embedded`],
  ['has failed', { status: 'failed' as const }, 1, 'its run ended (failed) without an answer.'],
])('a preview whose run %s', async (_what, found, lost, did) => {
  run = found;
  expect(await recoverLostPreviews(ports, new Date())).toBe(lost);
  expect(log).toEqual([expect.stringContaining(did)]);
});

test('a preview whose connection was deleted ends', async () => {
  run = { status: 'completed' };
  connected = false;
  await recoverLostPreviews(ports, new Date());
  expect(log).toEqual([`ended ${preview.id} The pull request was not told: its connection was deleted.`]);
});
