import { expect, test } from 'vitest';
import { previewCheckRunName, previewCheckRunOf } from './preview-check-run.ts';
import type { PreviewFindings } from './preview-findings.ts';

const context = { repository: 'acme/skills', entryName: 'lint-rules', baseRef: 'main', fromFork: false };

const publishable: Extract<PreviewFindings, { kind: 'publishable' }> = {
  kind: 'publishable',
  version: '0.0.0-github.abcdef1',
  package: {
    contentHash: 'c'.repeat(64),
    tarHash: 'd'.repeat(64),
    sizeBytes: 900,
    unpackedBytes: 3 * 2 ** 20,
    files: 4,
  },
  changes: { added: ['a_b*.md'], removed: [], changed: ['SKILL.md'], counts: { added: 1, removed: 0, changed: 3 } },
  against: '1.2.0',
  current: 'release-stays',
};

test('the check-run names brand and entry', () => {
  expect(previewCheckRunName('selftune', 'lint-rules')).toBe('Selftune preview (lint-rules)');
});

test('what would be published is told with version, files, sizes and digests', () => {
  const { title, summary, conclusion, annotations } = previewCheckRunOf(publishable, context);
  expect({ title, conclusion, annotations }).toEqual({
    title: 'Would publish a new version: 1 file added, 0 removed, 3 changed',
    conclusion: 'neutral',
    annotations: [],
  });
  for (const text of [
    'If this were merged into main of acme/skills now, lint-rules would get a new version.',
    '`0.0.0-github.abcdef1` for this head; the merge gets its own, by its commit',
    '1.2.0, the current version',
    '1.2.0 stays current',
    '900 bytes packed, 3.0 MiB unpacked',
    `\`${'c'.repeat(64)}\``,
    `\`${'d'.repeat(64)}\``,
    '- a_b\\*.md',
    '- SKILL.md\n- and 2 more',
  ]) {
    expect(summary).toContain(text);
  }
  expect(summary).not.toContain('**Removed**');
});

test('nothing to publish is said shortly', () => {
  const { title, summary } = previewCheckRunOf({ kind: 'unchanged', version: '1.2.0' }, context);
  expect(title).toBe('Nothing to publish');
  expect(summary).toBe('Nothing in the package of lint-rules would change: 1.2.0 has the same files.');
});

test('what would fail stays neutral, and all of its problems are listed and annotated', () => {
  const problems = Array.from({ length: 60 }, (_, n) => {
    return { path: 'a/SKILL.md', line: n + 1, column: n % 2 ? 3 : null, code: 'x', message: `Problem <${n}>.` };
  });
  const message = 'a/SKILL.md:1: Problem <0>. (and 61 more)';
  const refused: PreviewFindings = { kind: 'refused', reason: 'skill_md_invalid', message, problems, omitted: 2 };
  const { title, summary, conclusion, annotations } = previewCheckRunOf(refused, context);
  expect(title).toBe('Would fail: skill_md_invalid (62 problems)');
  expect(conclusion).toBe('neutral');
  expect(annotations).toEqual(problems);
  expect(summary).toContain('- a/SKILL.md:60:3: Problem \\<59\\>.\n- and 2 more problems');
});

test('a head that could not be looked at says why and what to do', () => {
  const findings: PreviewFindings = { kind: 'not-looked-at', reason: 'github_unavailable', message: 'GitHub is away.' };
  const { title, summary, conclusion } = previewCheckRunOf(findings, { ...context, fromFork: true });
  expect({ title, conclusion }).toEqual({ title: 'No preview: github_unavailable', conclusion: 'neutral' });
  expect(summary).toBe('GitHub is away.\n\nRe-run this check to try again.');
});

test('a fork is told that nothing of it is kept', () => {
  expect(previewCheckRunOf(publishable, { ...context, fromFork: true }).summary).toContain('only looked at');
});

test('a summary that GitHub would not take is cut between lines', () => {
  const added = Array.from({ length: 100 }, (_, n) => `${n}-`.padEnd(1024, 'ü'));
  const counts = { added: 100, removed: 0, changed: 0 };
  const findings = { ...publishable, changes: { added, removed: [], changed: [], counts } };
  const { summary } = previewCheckRunOf(findings, context);
  expect(Buffer.byteLength(summary)).toBeLessThan(65_535);
  expect(summary).toMatch(/ü\n\nThe rest is too long to be shown here\.$/);
});
