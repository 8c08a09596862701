import { beforeEach, describe, expect, test } from 'vitest';
import type { Connection, WriteBackMode } from '../../domain/connections/connection.ts';
import type { Preview } from '../../domain/previews/preview.ts';
import type { PreviewEnd } from '../../ports/previews/previews.ts';
import type { CheckRunContent } from '../../ports/publishing/write-back.ts';
import { sampleConnection, samplePreview } from '../../test/support/sample-rows.ts';
import { type PreviewPorts, previewSteps } from './preview-pull-request.steps.ts';

const unchanged = { kind: 'unchanged', version: '1.0.0' } as const;

let preview: Preview | null = null;
let settings: Partial<Connection> = {};
let writeBackMode: WriteBackMode = 'checks';
let again = false;
let found: { checkRunId: string; completed: boolean; annotationsSent: number } | null = null;
let written: string[] = [];
let texts: string[] = [];
let ends: PreviewEnd[] = [];

beforeEach(() => {
  preview = samplePreview();
  settings = { prPreviewEnabled: true };
  writeBackMode = 'checks';
  again = false;
  found = null;
  written = [];
  texts = [];
  ends = [];
});

const ports = {
  previews: {
    context: async () => preview && { preview, connection: sampleConnection(settings), writeBackMode },
    beginTelling: async () => ({ again }),
    end: async (_id: string, end: PreviewEnd) => void ends.push(end),
  },
  source: {
    open: async () => {
      throw new Error('nobody waits for this head');
    },
  },
  writeBack: {
    createCheckRun: async (_address: unknown, commit: string, content: CheckRunContent) => {
      written.push(`created on ${commit}: ${content.name}, ${content.externalId}, ${content.conclusion}`);
      return { kind: 'written', checkRunId: '1' };
    },
    findCheckRun: async () => found,
    updateCheckRun: async (_address: unknown, id: string, content: CheckRunContent, sent: number) => {
      written.push(`updated ${id} after ${sent}`);
      texts.push(`${content.conclusion}: ${content.summary}`);
      return { kind: 'written' };
    },
  },
  brand: 'selftune',
} as unknown as PreviewPorts;

const { lookAtHead, tellPullRequest } = previewSteps(ports);
const context = { signal: new AbortController().signal };
const input = { previewId: samplePreview().id };
const tell = () => tellPullRequest({ ...input, findings: unchanged }, context);

test('a head is told by one neutral check-run of the preview’s own id', async () => {
  await tell();
  const { headSha, id } = samplePreview();
  expect(written).toEqual([
    `created on ${headSha}: Selftune preview (${sampleConnection().entryName}), ${id}, neutral`,
  ]);
  expect(ends).toEqual([{ kind: 'told', checkRunId: '1', title: 'Nothing to publish' }]);
});

test.each(['superseded', 'told', 'failed'] as const)(
  'a preview that is %s is neither looked at nor told',
  async (status) => {
    preview = samplePreview({ status });
    expect(await lookAtHead(input, context)).toEqual({ kind: 'ended' });
    await tell();
    expect([written, ends]).toEqual([[], []]);
  },
);

test('a preview whose connection is gone does nothing', async () => {
  preview = null;
  expect(await lookAtHead(input, context)).toEqual({ kind: 'ended' });
  await tell();
  expect([written, ends]).toEqual([[], []]);
});

test.each([
  [null, ['created on']],
  [{ checkRunId: '9', completed: false, annotationsSent: 50 }, ['updated 9 after 50']],
  [{ checkRunId: '9', completed: true, annotationsSent: 60 }, []],
])('a second try goes on from what the first one wrote: %j', async (before, expected) => {
  again = true;
  found = before;
  await tell();
  expect(written).toEqual(expected.map((text) => expect.stringContaining(text)));
  expect(ends).toMatchObject([{ kind: 'told', checkRunId: before ? '9' : '1' }]);
});

test.each([
  [{ checkRunId: '9', completed: false, annotationsSent: 50 }, ['updated 9 after 0']],
  [{ checkRunId: '9', completed: true, annotationsSent: 60 }, []],
  [null, []],
])('what was begun before a newer head came is concluded, and nothing is made: %j', async (before, expected) => {
  preview = samplePreview({ status: 'superseded' });
  [again, found] = [true, before];
  await tell();
  expect([written, ends]).toEqual([expected, []]);
  expect(texts).toEqual(expected.map(() => expect.stringMatching(/^neutral: .* newer head .* is previewed/)));
});

describe('once the head is not to be previewed any more', () => {
  test.each([
    ['the switch is off', { prPreviewEnabled: false }, 'checks', 'are off'],
    ['write-back is off', { prPreviewEnabled: true }, 'off', 'are off'],
    ['the connection is paused', { prPreviewEnabled: true, pausedReason: 'installation_unbound' }, 'checks', 'unbound'],
    ['another branch is published', { prPreviewEnabled: true, defaultBranch: 'next' }, 'checks', 'does not go to'],
  ] as const)('since %s, it is neither looked at nor told', async (_since, changed, mode, why) => {
    [settings, writeBackMode] = [changed, mode];
    expect(await lookAtHead(input, context)).toEqual({ kind: 'ended' });
    await tell();
    expect(written).toEqual([]);
    const end = { kind: 'failed', message: expect.stringContaining(why) };
    expect(ends).toEqual([end, end]);
  });

  test('what an earlier try wrote is still concluded', async () => {
    [settings, again] = [{ prPreviewEnabled: false }, true];
    found = { checkRunId: '9', completed: false, annotationsSent: 50 };
    await tell();
    expect(written).toEqual(['updated 9 after 50']);
  });
});
