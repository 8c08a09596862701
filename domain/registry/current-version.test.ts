import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, test } from 'vitest';
import type { BranchHead, EntryState, VersionFacts } from './entry-state.ts';
import { isCommitVersion, isRelease } from './entry-state.ts';
import { isVersionName } from './names.ts';
import { planPush } from './push-plan.ts';
import { broken, RepositoryModel } from './testing/repository-model.ts';
import {
  clientVersion,
  commitVersionOf,
  entry,
  fromBranch,
  fromOtherRef,
  fromTag,
  minute,
  sha,
  taggedVersion,
} from './testing/sample-entry.ts';

type Action = (model: RepositoryModel) => void;

const anyIndex = fc.nat({ max: 20 });
const receive = anyIndex.map(
  (index): Action =>
    (model) =>
      model.receive(index),
);
const step = anyIndex.map(
  (index): Action =>
    (model) =>
      model.step(index),
);
const pushOf = (contents: fc.Arbitrary<string>) =>
  contents.map(
    (content): Action =>
      (model) =>
        model.push(content),
  );
const forceBack = anyIndex.map(
  (index): Action =>
    (model) =>
      model.forceBackTo(index),
);
const settle = anyIndex.map(
  (order): Action =>
    (model) =>
      model.finish(order),
);
const tag = fc.constantFrom('0.9.0', '1.0.0', '1.0.0+b', '1.1.0-rc.1', '1.10.0', '1.9.0').map(
  (version): Action =>
    (model) =>
      model.tag(version),
);
const threeContents = fc.constantFrom('x', 'y', 'z');

// Without `size`, fast-check makes lists of about ten.
function manyOf(...actions: fc.Arbitrary<Action>[]): fc.Arbitrary<Action[]> {
  return fc.array(fc.oneof(...actions), { maxLength: 40, size: 'max' });
}

function play(actions: Action[], order: number): RepositoryModel {
  const model = new RepositoryModel();
  model.push('x');
  for (const action of actions) action(model);
  model.finish(order);
  return model;
}

describe('whatever the order in which webhooks come and attempts end', () => {
  test("the current version has the files of the branch's head", () => {
    const actions = manyOf(pushOf(threeContents), forceBack, receive, receive, step, step, step, settle);
    fc.assert(
      fc.property(actions, anyIndex, (played, order) => {
        const model = play(played, order);
        expect(model.current()?.manifestHash).toBe(model.head?.content);
      }),
      { numRuns: 1_000 },
    );
  });

  test("the highest release is current, or, without one, the branch's head", () => {
    const actions = manyOf(pushOf(threeContents), forceBack, tag, receive, receive, step, step, step, settle);
    fc.assert(
      fc.property(actions, anyIndex, (played, order) => {
        const model = play(played, order);
        const releases = model.state.versions.filter(isRelease).map(({ version }) => version);
        const highest = releases.sort(semver.compareBuild).at(-1);
        if (highest === undefined) expect(model.current()?.manifestHash).toBe(model.head?.content);
        else expect(model.current()?.version).toBe(highest);
      }),
      { numRuns: 1_000 },
    );
  });

  test('the newest commit that can be published is current on a branch that only grows', () => {
    const progress = fc.array(fc.oneof(receive, step, step), { maxLength: 6, size: 'max' });
    const pushes = fc.array(fc.record({ good: fc.boolean(), progress }), { maxLength: 10, size: 'max' });
    fc.assert(
      fc.property(pushes, anyIndex, (made, order) => {
        const model = new RepositoryModel();
        model.push('first');
        const contents = made.map(({ good }, number) => (good ? `content ${number}` : broken));
        for (const [number, content] of contents.entries()) {
          model.push(content);
          for (const action of made[number]?.progress ?? []) action(model);
        }
        model.finish(order);
        expect(model.current()?.manifestHash).toBe(contents.findLast((content) => content !== broken) ?? 'first');
      }),
      { numRuns: 500 },
    );
  });
});

describe('in whatever state the entry is', () => {
  const contents = fc.constantFrom('a', 'b', 'c');
  const version = (n: number): fc.Arbitrary<VersionFacts> =>
    fc
      .record({
        kind: fc.constantFrom('branch', 'other-ref', 'release', 'pre-release', 'client'),
        content: contents,
        rolledBack: fc.boolean(),
      })
      .map(({ kind, content, rolledBack }) => {
        if (kind === 'release') return { ...taggedVersion(n, `1.${n}.0`, content), rolledBack };
        if (kind === 'pre-release') return { ...taggedVersion(n, `1.${n}.0-rc.1`, content), rolledBack };
        if (kind === 'client') return { ...clientVersion(n, `0.1.${n}`, content), rolledBack };
        const origin = kind === 'branch' ? fromBranch(n, content).origin : fromOtherRef(n, content).origin;
        return commitVersionOf(n, content, { rolledBack, origin });
      });
  const states = fc
    .nat({ max: 6 })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => version(index))))
    .chain((versions) =>
      fc.record({
        versions: fc.constant(versions),
        currentId: fc.constantFrom(null, ...versions.map(({ id }) => id)),
        currentChosenAt: fc.option(fc.nat({ max: 7 }).map(minute)),
      }),
    );
  const numbers = fc.nat({ max: 8 });
  const candidates = fc.oneof(
    fc.tuple(numbers, contents).map(([n, content]) => fromBranch(n, content)),
    fc.tuple(numbers, contents).map(([n, content]) => fromOtherRef(n, content)),
    fc
      .tuple(numbers, contents, fc.constantFrom('', '-rc.1'))
      .map(([n, content, suffix]) => fromTag(n, `1.${n}.0${suffix}`, content)),
  );
  const heads = (state: EntryState): fc.Arbitrary<BranchHead> =>
    fc.record({
      commit: numbers.map(sha),
      versionId: fc.constantFrom(null, ...state.versions.map(({ id }) => id)),
      candidateFromCurrent: fc.constantFrom(null, 'ahead', 'behind', 'identical', 'diverged'),
    });
  const situations = fc.tuple(states, candidates).chain(([state, candidate]) => {
    const head = candidate.origin.kind === 'branch' ? fc.option(heads(state)) : fc.constant(null);
    return fc.tuple(fc.constant(state), fc.constant(candidate), head);
  });

  test('a plan keeps names unique, choices respected, and asks at most once', () => {
    fc.assert(
      fc.property(situations, ([state, candidate, head]) => {
        const plan = planPush(candidate, state, head);
        if (plan.kind === 'compare-needed') {
          expect(candidate.origin.kind).toBe('branch');
          expect(head?.candidateFromCurrent).toBe(null);
          return;
        }
        if (plan.kind === 'publish') {
          expect(state.versions.map(({ version: name }) => name)).not.toContain(plan.version);
          expect(isVersionName(plan.version)).toBe(true);
        }
        if (plan.kind === 'tag-moved' || plan.kind === 'version-taken' || plan.current.kind === 'keep') return;
        const { to } = plan.current;
        expect(candidate.origin.kind).not.toBe('other-ref');
        if (to === 'candidate') {
          expect(plan.kind).toBe('publish');
          return;
        }
        const target = state.versions.find(({ id }) => id === to);
        expect(target?.rolledBack).toBe(false);
        expect(Number(target?.publishedAt)).toBeGreaterThan(Number(state.currentChosenAt));
        expect(to).not.toBe(state.currentId);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a commit never displaces a release, and a pre-release never anything', () => {
    fc.assert(
      fc.property(situations, ([state, candidate, head]) => {
        const plan = planPush(candidate, state, head);
        if (!('current' in plan)) return;
        const hasRelease = state.versions.some((known) => isRelease(known) && !known.rolledBack);
        if (candidate.origin.kind === 'branch' && hasRelease) expect(plan.current.kind).toBe('keep');
        if (candidate.taggedVersion?.includes('-')) expect(plan.current.kind).toBe('keep');
      }),
      { numRuns: 1_000 },
    );
  });

  test('a branch only ever moves the current version to a commit version', () => {
    fc.assert(
      fc.property(situations, ([state, candidate, head]) => {
        const plan = planPush(candidate, state, head);
        if (candidate.origin.kind !== 'branch' || !('current' in plan) || plan.current.kind === 'keep') return;
        const { to } = plan.current;
        const target = state.versions.find(({ id }) => id === to);
        expect(target === undefined || isCommitVersion(target)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test('the same push twice publishes once', () => {
    fc.assert(
      fc.property(situations, ([state, candidate, head]) => {
        const plan = planPush(candidate, state, head);
        if (plan.kind !== 'publish') return;
        const { origin, manifestHash } = candidate;
        const published = { ...commitVersionOf(99, manifestHash), version: plan.version, origin };
        const again = planPush(candidate, { ...entry([...state.versions, published]), currentId: published.id }, head);
        expect(again).toMatchObject({ kind: 'already-published', existing: { version: plan.version } });
      }),
      { numRuns: 1_000 },
    );
  });
});
