import { describe, expect, test } from 'vitest';
import type { PublishOutcome } from '../../../domain/publishing/outcome.ts';
import { sampleAttempt, sampleConnection, sampleSha } from '../../../test/support/sample-rows.ts';
import { attemptPage } from './attempt-page.ts';
import { durationOf } from './page.ts';

const version = { version: '1.2.0', commit: sampleSha('a'), publishedAt: '2026-11-21T08:00:01.000Z' };
const failed: PublishOutcome = {
  kind: 'failed',
  fault: 'repository',
  reason: 'skill_md_invalid',
  message: 'The front matter is wrong.',
  annotations: [{ path: 'SKILL.md', line: 3, column: 7, code: 'name_invalid', message: 'Use lower-case letters.' }],
};
const startedAt = '2026-11-21T08:00:00.000Z';
const steps = [
  {
    name: 'packSource',
    startedAt,
    finishedAt: '2026-11-21T08:00:03.000Z',
    tries: [
      {
        number: 1,
        startedAt: '2026-11-21T08:00:00.000Z',
        finishedAt: '2026-11-21T08:00:00.250Z',
        error: 'github_refused: GitHub refused it.',
        retryAt: '2026-11-21T08:00:01.250Z',
      },
      {
        number: 2,
        startedAt: '2026-11-21T08:00:01.250Z',
        finishedAt: '2026-11-21T08:00:03.000Z',
        error: null,
        retryAt: null,
      },
    ],
  },
];

function render(over: Partial<Parameters<typeof attemptPage>[0]> = {}): string {
  return attemptPage({ attempt: sampleAttempt(), connection: sampleConnection(), outcome: null, steps: [], ...over });
}

test('an attempt under way says so, and loads itself again', () => {
  const page = render();
  expect(page).toContain('Under way');
  expect(page).toContain('<meta http-equiv="refresh" content="3">');
});

test('a published version is named, with where it came from', () => {
  const attempt = sampleAttempt({
    status: 'published',
    version: '1.2.0',
    finishedAt: new Date('2026-11-21T08:00:02Z'),
  });
  const page = render({ attempt, outcome: { kind: 'published', version, isCurrent: true } });
  expect(page).toContain('<h1>Published lint-rules 1.2.0</h1>');
  expect(page).toContain('✓ Published');
  expect(page).toContain('acme/skills');
  expect(page).toContain(sampleSha('a'));
  expect(page).toContain('It is the current version now');
  expect(page).toContain('<dd>2.0 s</dd>');
  expect(page).not.toContain('http-equiv="refresh"');
});

test('a failure shows the lines to change, and every try of every step', () => {
  const page = render({
    attempt: sampleAttempt({ status: 'failed', reason: 'skill_md_invalid' }),
    outcome: failed,
    steps,
  });
  expect(page).toContain('✗ Failed');
  expect(page).toContain('The front matter is wrong.');
  expect(page).toMatch(/<code>SKILL\.md<\/code><\/th><td>3:7<\/td>/);
  expect(page).toContain('rowspan="2">Fetch and pack the files</th>');
  expect(page).toContain(
    '✗ github_refused: GitHub refused it. Tried again at <time datetime="2026-11-21T08:00:01.250Z">',
  );
  expect(page).toContain('<td>250 ms</td>');
  expect(page).toContain('✗ refused: <code>skill_md_invalid</code>');
});

test('the step whose verdict ended the attempt is not said to be done', () => {
  const [step] = steps;
  const done = step?.tries.slice(1) ?? [];
  const ran = ['resolveCommit', 'packSource', 'recordOutcome'].map((name) => ({ ...step, name, tries: done }));
  const page = render({
    attempt: sampleAttempt({ status: 'failed', reason: 'skill_md_invalid' }),
    outcome: { ...failed, annotations: [] },
    steps: ran as never,
  });
  expect(page.match(/<td class="text">.*?<\/td>/g)?.slice(0, 3)).toEqual([
    '<td class="text">✓ done</td>',
    '<td class="text">✗ refused: <code>skill_md_invalid</code></td>',
    '<td class="text">✓ done</td>',
  ]);
});

test('a skip is headed by what it is, and says what to do once where its message says it', () => {
  const message = 'GitHub refused it: suspended. Unsuspend the App in the account’s settings.';
  const reason = 'installation_suspended';
  const page = render({
    attempt: sampleAttempt({ status: 'skipped', reason }),
    outcome: { kind: 'skipped', reason, message, version: null },
  });
  expect(page).toContain('<h1>lint-rules was not published: the App is suspended</h1>');
  expect(page).not.toContain('What to do next');
});

test('errors of our own machines are not for everybody who has the link', () => {
  const error = 'connect ECONNREFUSED 10.0.0.5:5432';
  const page = render({
    attempt: sampleAttempt({ status: 'failed', writeBackStatus: 'failed', writeBackMessage: error }),
    steps: [{ ...steps[0], tries: [{ ...steps[0]?.tries[0], error }] } as never],
  });
  expect(page).not.toContain('10.0.0.5');
  expect(page).toContain('✗ did not succeed. Tried again at');
  expect(page).toContain('could not be told');
});

test('a fault of ours is told as one', () => {
  const outcome: PublishOutcome = { ...failed, fault: 'service', reason: 'internal_error', annotations: [] };
  const page = render({ attempt: sampleAttempt({ status: 'failed' }), outcome });
  expect(page).toContain('could not be published just now');
  expect(page).toContain('Re-run the check on GitHub');
});

test('a skip says what to do, once', () => {
  const outcome: PublishOutcome = { kind: 'skipped', reason: 'content_unchanged', message: 'As in 1.2.0.', version };
  const page = render({ attempt: sampleAttempt({ status: 'skipped', reason: 'content_unchanged' }), outcome });
  expect(page.match(/What to do next/g)).toHaveLength(1);
  expect(page).toContain('Nothing needs to be done.');
});

describe('texts that others wrote stay texts', () => {
  const hostile = `<script>alert(1)</script>"'&<img src=x onerror=alert(1)>\u202e`;
  const page = render({
    attempt: sampleAttempt({
      status: 'failed',
      ref: hostile,
      reason: hostile,
      version: hostile,
      writeBackStatus: 'unsupported',
      writeBackMessage: hostile,
    }),
    connection: sampleConnection({ repositoryOwner: hostile, repositoryName: hostile, entryName: hostile }),
    outcome: {
      ...failed,
      message: hostile,
      annotations: [{ path: hostile, line: 1, column: null, code: hostile, message: hostile }],
    },
    steps: [
      { ...steps[0], name: hostile, tries: [{ ...steps[0]?.tries[0], error: `github_refused: ${hostile}` }] } as never,
    ],
  });

  test('no markup of theirs gets through', () => {
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;&lt;img');
    expect(page).not.toMatch(/<script|<img|onerror=alert\(1\)>/);
  });

  test('nothing turns the reading direction around', () => {
    expect(page).not.toContain('\u202e');
    expect(page).toContain('\\u202e');
  });
});

test('long errors are cut', () => {
  const long = [
    { ...steps[0], tries: [{ ...steps[0]?.tries[0], error: `github_refused: ${'x'.repeat(100_000)}` }] } as never,
  ];
  expect(render({ steps: long }).length).toBeLessThan(10_000);
});

test('the page is one document in sections, with headings of tables', () => {
  const page = render({ outcome: failed, steps });
  expect(page).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
  expect(page.match(/<h1>/g)).toHaveLength(1);
  expect(page.match(/<th scope="col">/g)?.length).toBeGreaterThan(8);
  expect(page).not.toMatch(/<script|style=|<style/);
});

test.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [3_240, '3.2 s'],
  [125_000, '2 min 5 s'],
  [3_720_000, '1 h 2 min'],
  [-5, '0 ms'],
])('%d ms is told as %s', (durationMs, told) => {
  expect(durationOf(new Date(1_000_000), new Date(1_000_000 + durationMs))).toBe(told);
});

test('what a cancel stopped is neither under way nor tried again', () => {
  const [done, failing] = [steps[0]?.tries[1], steps[0]?.tries[0]];
  const waiting = { name: 'packSource', startedAt, finishedAt: null, tries: failing ? [failing] : [] };
  const running = {
    name: 'pushVersion',
    startedAt,
    finishedAt: null,
    tries: done ? [{ ...done, finishedAt: null }] : [],
  };
  const cancelled = sampleAttempt({ status: 'skipped', reason: 'cancelled', finishedAt: new Date(startedAt) });
  const outcome: PublishOutcome = { kind: 'skipped', reason: 'cancelled', message: 'Cancelled.', version: null };
  const page = render({ attempt: cancelled, outcome, steps: [waiting, running] });
  expect(page).toMatch(/<td>stopped<\/td>\s*<td class="text">– stopped<\/td>/);
  expect(page).not.toMatch(/under way|Tried again/);
  expect(render({ steps: [waiting, running] })).toMatch(/Tried again at .*under way/s);
});
