import type { Annotation } from '../publishing/outcome.ts';
import { type CheckRunText, capitalized } from '../publishing/write-back.ts';
import { escapeMarkdown } from '../shared/markdown.ts';
import type { CurrentOutlook, ListedChanges, PackageFacts, PreviewFindings } from './preview-findings.ts';

/** What the text names. `repository` is `owner/name`. */
export type PreviewContext = { repository: string; entryName: string; baseRef: string; fromFork: boolean };

/** A check-run's name: `Selftune preview (lint-rules)`. */
export function previewCheckRunName(brand: string, entryName: string): string {
  return `${capitalized(brand)} preview (${entryName})`;
}

/** The check-run for what was found. It never stands in a merge's way: whatever was found, it is neutral. */
export function previewCheckRunOf(findings: PreviewFindings, context: PreviewContext): CheckRunText {
  const annotations = findings.kind === 'refused' ? findings.problems : [];
  const summary = cut([...linesOf(findings, context), ...closing(findings, context)]);
  return { title: titleOf(findings), summary, conclusion: 'neutral', annotations };
}

/** Concludes a check-run that was begun before a newer head superseded its preview. */
export const supersededCheckRun: CheckRunText = {
  title: 'Superseded',
  summary: 'This preview was left unfinished, since a newer head of the pull request is previewed.',
  conclusion: 'neutral',
  annotations: [],
};

function titleOf(findings: PreviewFindings): string {
  switch (findings.kind) {
    case 'publishable':
      return `Would publish a new version: ${countsOf(findings.changes)}`;
    case 'unchanged':
      return 'Nothing to publish';
    case 'refused':
      return `Would fail: ${findings.reason} (${plural(problemsOf(findings), 'problem')})`;
    case 'not-looked-at':
      return `No preview: ${findings.reason}`;
    default:
      return findings satisfies never;
  }
}

function linesOf(findings: PreviewFindings, context: PreviewContext): string[] {
  const entry = escapeMarkdown(context.entryName);
  switch (findings.kind) {
    case 'publishable':
      return publishableLines(findings, context);
    case 'unchanged':
      return [`Nothing in the package of ${entry} would change: ${findings.version} has the same files.`];
    case 'refused':
      return [
        `Merged as it is, this would not be published into ${entry}:`,
        '',
        ...findings.problems.map(problemLine),
        ...(findings.omitted > 0 ? [`- and ${plural(findings.omitted, 'more problem')}`] : []),
      ];
    case 'not-looked-at':
      return [escapeMarkdown(findings.message), '', 'Re-run this check to try again.'];
    default:
      return findings satisfies never;
  }
}

type Publishable = Extract<PreviewFindings, { kind: 'publishable' }>;

function publishableLines(findings: Publishable, { repository, entryName, baseRef }: PreviewContext): string[] {
  const { version, against, changes, current } = findings;
  const rows: [string, string][] = [
    ['Version', `\`${version}\` for this head; the merge gets its own, by its commit`],
    [
      'Compared with',
      against === null ? 'nothing: the entry has no current version' : `${against}, the current version`,
    ],
    ['Afterwards', outlookOf(current, against)],
    ['Changes', countsOf(changes)],
    ...packageRows(findings.package),
  ];
  return [
    `If this were merged into ${escapeMarkdown(baseRef)} of ${escapeMarkdown(repository)} now, ${escapeMarkdown(entryName)} would get a new version.`,
    '',
    '| | |',
    '|---|---|',
    ...rows.map(([name, value]) => `| ${name} | ${value} |`),
    ...fileLines('Added', changes.added, changes.counts.added),
    ...fileLines('Removed', changes.removed, changes.counts.removed),
    ...fileLines('Changed', changes.changed, changes.counts.changed),
  ];
}

function packageRows({ files, sizeBytes, unpackedBytes, contentHash, tarHash }: PackageFacts): [string, string][] {
  return [
    ['Files', String(files)],
    ['Size', `${bytes(sizeBytes)} packed, ${bytes(unpackedBytes)} unpacked`],
    ['`content_hash`', `\`${contentHash}\``],
    ['`tar_hash`', `\`${tarHash}\``],
  ];
}

function outlookOf(outlook: CurrentOutlook, against: string | null): string {
  switch (outlook) {
    case 'becomes-current':
      return 'it becomes the current version';
    case 'release-stays':
      return `${against} stays current: a version of a commit does not replace a release; push a tag for one`;
    case 'other-stays':
      return `${against ?? 'no version'} stays current`;
    default:
      return outlook satisfies never;
  }
}

function fileLines(title: string, paths: readonly string[], count: number): string[] {
  if (count === 0) return [];
  const more = count > paths.length ? [`- and ${count - paths.length} more`] : [];
  return ['', `**${title}**`, '', ...paths.map((path) => `- ${escapeMarkdown(path)}`), ...more];
}

function problemLine({ path, line, column, message }: Annotation): string {
  const place = [path, line, ...(column === null ? [] : [column])].join(':');
  return `- ${escapeMarkdown(place)}: ${escapeMarkdown(message)}`;
}

function closing(findings: PreviewFindings, { fromFork }: PreviewContext): string[] {
  if (!fromFork || findings.kind === 'not-looked-at') return [];
  return ['', "The head is a fork's: it was only looked at, and nothing of it is kept."];
}

function countsOf({ counts }: ListedChanges): string {
  const { added, removed, changed } = counts;
  return `${plural(added, 'file')} added, ${removed} removed, ${changed} changed`;
}

function problemsOf({ problems, omitted }: Extract<PreviewFindings, { kind: 'refused' }>): number {
  return problems.length + omitted;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function bytes(count: number): string {
  if (count < 1024) return `${count} bytes`;
  return count < 2 ** 20 ? `${(count / 1024).toFixed(1)} KiB` : `${(count / 2 ** 20).toFixed(1)} MiB`;
}

/** GitHub takes 65,535 bytes of a summary; a line is shown whole or not at all. */
const maxSummaryCharacters = 20_000;

function cut(lines: readonly string[]): string {
  const kept: string[] = [];
  let characters = 0;
  for (const line of lines) {
    characters += line.length + 1;
    if (characters > maxSummaryCharacters) return [...kept, '', 'The rest is too long to be shown here.'].join('\n');
    kept.push(line);
  }
  return kept.join('\n');
}
