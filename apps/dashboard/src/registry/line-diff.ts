import { structuredPatch } from 'diff';
import type { Line } from './line-table.tsx';

/** So many lines around each change. */
const context = 3;
/** Texts that differ more than a browser compares in this time are not compared. */
const timeoutMs = 1_500;

/** What differs between two texts, line by line; null when they are too different to say in a moment. */
export function lineDiff(before: string, after: string): Line[] | null {
  const patch = structuredPatch('a', 'b', before, after, undefined, undefined, { context, timeout: timeoutMs });
  if (patch === undefined) return null;
  return patch.hunks.flatMap((hunk) => [gap(hunk.oldStart, hunk.newStart), ...linesOfHunk(hunk)]);
}

function gap(from: number, to: number): Line {
  return { kind: 'gap', text: `Lines from ${from} before, from ${to} after` };
}

type Hunk = { oldStart: number; newStart: number; lines: string[] };

function linesOfHunk({ oldStart, newStart, lines }: Hunk): Line[] {
  let [from, to] = [oldStart, newStart];
  return lines.map((line): Line => {
    const text = line.slice(1).replace(/\r$/, '');
    if (line.startsWith('+')) return { kind: 'added', to: to++, text };
    if (line.startsWith('-')) return { kind: 'removed', from: from++, text };
    if (line.startsWith('\\')) return { kind: 'gap', text: 'No line end at the end of the file' };
    return { kind: 'same', from: from++, to: to++, text };
  });
}
