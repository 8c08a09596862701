import { expect, test } from 'vitest';
import { lineDiff } from './line-diff.ts';

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`);

test('changed lines stand with three of their neighbours, and the numbers on both sides', () => {
  const before = numbered(20);
  const after = before.with(9, 'another').toSpliced(0, 0, 'first');
  expect(lineDiff(before.join('\n'), after.join('\n'))).toEqual([
    { kind: 'gap', text: 'Lines from 1 before, from 1 after' },
    { kind: 'added', to: 1, text: 'first' },
    { kind: 'same', from: 1, to: 2, text: 'line 1' },
    { kind: 'same', from: 2, to: 3, text: 'line 2' },
    { kind: 'same', from: 3, to: 4, text: 'line 3' },
    { kind: 'gap', text: 'Lines from 7 before, from 8 after' },
    { kind: 'same', from: 7, to: 8, text: 'line 7' },
    { kind: 'same', from: 8, to: 9, text: 'line 8' },
    { kind: 'same', from: 9, to: 10, text: 'line 9' },
    { kind: 'removed', from: 10, text: 'line 10' },
    { kind: 'added', to: 11, text: 'another' },
    { kind: 'same', from: 11, to: 12, text: 'line 11' },
    { kind: 'same', from: 12, to: 13, text: 'line 12' },
    { kind: 'same', from: 13, to: 14, text: 'line 13' },
  ]);
});

test('a new file is added line by line', () => {
  expect(
    lineDiff('', 'a\nb\n')
      ?.map(({ kind, text }) => `${kind} ${text}`)
      .slice(1),
  ).toEqual(['added a', 'added b']);
});

test('that a last line has no end any more is said', () => {
  expect(lineDiff('a\n', 'a')?.map(({ kind }) => kind)).toEqual(['gap', 'removed', 'added', 'gap']);
});

test('texts that are the same have no difference', () => {
  expect(lineDiff('a\n', 'a\n')).toEqual([]);
});
