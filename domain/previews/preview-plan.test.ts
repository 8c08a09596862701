import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PreviewId, parseId, parseSha, type Sha } from '../shared/ids.ts';
import type { PreviewStatus } from './preview.ts';
import { type KnownPreview, planPreview } from './preview-plan.ts';

function given<T>(value: T | null): T {
  if (value === null) throw new Error('The sample is malformed.');
  return value;
}

const sha = (digit: string): Sha => given(parseSha(digit.repeat(40)));
const id = (n: number) => given(parseId<PreviewId>(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`));
const second = (n: number) => new Date(Date.UTC(2026, 10, 21, 8, 0, n));

function known(n: number, digit: string, status: PreviewStatus, over: Partial<KnownPreview> = {}): KnownPreview {
  return { id: id(n), headSha: sha(digit), headAt: second(n), status, sameSettings: true, ...over };
}

test('the first event of a head makes a preview', () => {
  expect(planPreview({ sha: sha('a'), at: second(1) }, [])).toEqual({ kind: 'new', supersedes: [] });
});

test.each(['pending', 'told'] as const)('an event of a head whose preview is %s brings nothing new', (status) => {
  expect(planPreview({ sha: sha('a'), at: second(9) }, [known(1, 'a', status)])).toEqual({ kind: 'join', id: id(1) });
});

test('a newer head supersedes what is pending of older ones', () => {
  const others = [known(1, 'a', 'told'), known(2, 'b', 'pending'), known(3, 'c', 'pending')];
  expect(planPreview({ sha: sha('d'), at: second(4) }, others)).toEqual({ kind: 'new', supersedes: [id(2), id(3)] });
});

test('an event that comes after a newer head’s is outdated', () => {
  expect(planPreview({ sha: sha('a'), at: second(1) }, [known(2, 'b', 'pending')])).toEqual({ kind: 'outdated' });
});

test.each([
  ['was superseded', known(1, 'a', 'superseded')],
  ['could not be told', known(1, 'a', 'failed')],
  ['was made by other settings', known(1, 'a', 'told', { sameSettings: false })],
])('a head comes again whose preview %s', (_what, before) => {
  expect(planPreview({ sha: sha('a'), at: second(5) }, [before])).toEqual({ kind: 'new', supersedes: [] });
});

test('whatever the order of events, the newest head is previewed and nothing older is left pending', () => {
  const heads = fc.uniqueArray(fc.integer({ min: 1, max: 15 }), { minLength: 1, maxLength: 15 });
  fc.assert(
    fc.property(heads, (order) => {
      let previews: KnownPreview[] = [];
      for (const n of order) {
        const plan = planPreview({ sha: sha(n.toString(16)), at: second(n) }, previews);
        if (plan.kind !== 'new') continue;
        previews = previews.map((it) => (plan.supersedes.includes(it.id) ? { ...it, status: 'superseded' } : it));
        previews.push(known(n, n.toString(16), 'pending'));
      }
      const pending = previews.filter(({ status }) => status === 'pending');
      expect(pending.map(({ headAt }) => headAt)).toEqual([second(Math.max(...order))]);
    }),
  );
});
