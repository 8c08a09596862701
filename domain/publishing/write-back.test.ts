import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ConnectionId, parseId } from '../shared/ids.ts';
import type { NamedVersion, PublishOutcome, SkipReason } from './outcome.ts';
import { describeOutcome } from './outcome-message.ts';
import { checkRunName, checkRunOf, foldWriteBack, isWriteBackOn, statusContext, statusOf } from './write-back.ts';

const context = { repository: 'acme/skills', entryName: 'my-skill', ref: 'refs/heads/main' };
const version: NamedVersion = {
  version: '0.0.0-github.abcdef1',
  commit: null,
  publishedAt: '2026-04-14T12:00:00.000Z',
};
const published: PublishOutcome = { kind: 'published', version, isCurrent: true };
const annotation = { path: 'a/SKILL.md', line: 2, column: 1, code: 'name_missing', message: '`name` is missing.' };

function skip(reason: SkipReason): PublishOutcome {
  return { kind: 'skipped', reason, message: 'Because.', version: null };
}

function failure(fault: 'repository' | 'service', message = 'It broke.'): PublishOutcome {
  return { kind: 'failed', fault, reason: 'skill_md_invalid', message, annotations: [annotation] };
}

test.each([
  ['published', published, 'success', 'success'],
  ['already published', skip('already_published'), 'success', 'success'],
  ['unchanged', skip('content_unchanged'), 'success', 'success'],
  ['a tag that is no version', skip('tag_not_a_version'), 'neutral', 'success'],
  ['a suspended installation', skip('installation_suspended'), 'neutral', 'success'],
  ['cancelled', skip('cancelled'), 'cancelled', 'error'],
  ["the repository's fault", failure('repository'), 'failure', 'failure'],
  ["a fault of ours or GitHub's", failure('service'), 'failure', 'error'],
] as const)('%s: check %s, status %s', (_, outcome, conclusion, state) => {
  expect(checkRunOf(outcome, context).conclusion).toBe(conclusion);
  expect(statusOf(outcome, context).state).toBe(state);
});

test('an attempt under way is in progress and pending', () => {
  expect(checkRunOf(null, context)).toEqual({
    title: 'Publishing',
    summary: 'Publishing my-skill from acme/skills, refs/heads/main.',
    conclusion: null,
    annotations: [],
  });
  expect(statusOf(null, context)).toEqual({ state: 'pending', description: 'Publishing my-skill' });
});

test('what was published is named in all texts', () => {
  expect(describeOutcome(published, context)).toBe('Published 0.0.0-github.abcdef1 from acme/skills.');
  expect(statusOf(published, context).description).toBe('Published 0.0.0-github.abcdef1 from acme/skills.');
  const { title, summary } = checkRunOf(published, context);
  expect(title).toBe('Published 0.0.0-github.abcdef1');
  expect(summary).toContain('is now the current version');
  expect(checkRunOf({ ...published, isCurrent: false }, context).summary).toContain('another version stays current');
});

test("a skip says so in the status, and a failure's annotations are the check-run's", () => {
  expect(statusOf(skip('already_published'), context).description).toBe('Skipped: Because.');
  expect(checkRunOf(skip('already_published'), context).title).toBe('Skipped: already_published');
  expect(checkRunOf(failure('repository'), context).annotations).toEqual([annotation]);
  expect(checkRunOf(failure('repository'), context).summary).not.toContain('re-run');
  expect(checkRunOf(failure('service'), context).summary).toContain('can be re-run');
});

test("the repository's text does not format the summary", () => {
  const { summary } = checkRunOf(failure('repository', '**x** <b> [a](b) `c` _d_ skill_path'), context);
  expect(summary).toBe('\\*\\*x\\*\\* \\<b\\> \\[a\\](b) \\`c\\` \\_d\\_ skill_path');
});

test('texts keep to the limits of GitHub, whatever the message', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 400, size: 'max' }),
      fc.integer({ min: 1, max: 400 }),
      (text, times) => {
        const outcome = failure('service', text.repeat(times));
        const { description } = statusOf(outcome, context);
        expect(description.length).toBeLessThanOrEqual(140);
        expect(description.isWellFormed()).toBe(true);
        expect(checkRunOf(outcome, context).summary.length).toBeLessThanOrEqual(65_535);
      },
    ),
    { numRuns: 50 },
  );
});

test('names carry the brand', () => {
  const id = parseId<ConnectionId>('ABCD1234-0000-4000-8000-000000000001') as ConnectionId;
  expect(checkRunName('selftune')).toBe('Selftune publish');
  expect(statusContext('selftune', id)).toBe('selftune/publish/abcd1234');
});

describe('the whole write-back', () => {
  test.each([
    [['written', 'written'], 'success'],
    [['written', 'unsupported'], 'success'],
    [['unsupported', 'written'], 'success'],
    [['unsupported', 'unsupported'], 'unsupported'],
    [['written', 'failed'], 'failed'],
    [['unsupported', 'failed'], 'failed'],
    [[], 'disabled'],
  ] as const)('of %j is %s', (halves, status) => {
    expect(foldWriteBack(halves)).toBe(status);
  });

  test.each([
    ['off', true, false],
    ['checks', true, true],
    ['checks', false, false],
    ['checks_and_prs', true, true],
  ] as const)('in mode %s with a connection that has it %s is on: %s', (mode, enabled, expected) => {
    expect(isWriteBackOn(mode, enabled)).toBe(expected);
  });
});

test('what a repository names cannot make headings, lines of its own or links of a summary', () => {
  const path = 'a\n\n# Approved\u2028> by [us](https://x.example) <img> &amp; \u202etxt';
  const message = `No SKILL.md found at ${path}.`;
  const outcome = failure('repository', message);
  const { summary } = checkRunOf(outcome, context);
  expect(summary).toBe(
    'No SKILL.md found at a \\# Approved \\> by \\[us\\](https://x.example) \\<img\\> \\&amp; \\\\u202etxt.',
  );
});

test('sentences of ours stay paragraphs', () => {
  const outcome = failure('service', 'No.');
  const { summary } = checkRunOf(outcome, context);
  expect(summary).toMatch(/^No\.\n\n/);
});
