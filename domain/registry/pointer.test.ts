import { describe, expect, test } from 'vitest';
import type { CurrentMove } from './current-moves.ts';
import type { EntryState, VersionFacts } from './entry-state.ts';
import { planRollback, timeOfChoice } from './rollback.ts';
import {
  clientVersion,
  commitVersionOf,
  entry,
  fromOtherRef,
  minute,
  taggedVersion,
  versionId,
} from './testing/sample-entry.ts';
import { planUnyank, planYank } from './yank.ts';

/** In minute `at`, the version became current; `chosen`: because somebody chose it just then. */
function move(
  to: VersionFacts | null,
  at: number,
  cause: CurrentMove['cause'] = 'derived',
  chosen: number | null = cause === 'derived' ? null : at,
): CurrentMove {
  return { to: to?.id ?? null, movedAt: minute(at), chosenAt: chosen === null ? null : minute(chosen), cause };
}

const late = (at: number) => ({ id: versionId(at), publishedAt: minute(at) });
const withdrawn = (version: VersionFacts): VersionFacts => ({ ...version, rolledBack: true });
const yankedOf = (version: VersionFacts): VersionFacts => ({ ...version, yanked: true });
const [one, two, three] = [
  clientVersion(1, '0.1.1', 'a'),
  clientVersion(2, '0.1.2', 'b'),
  clientVersion(3, '0.1.3', 'c'),
];
const pushes = [move(one, 1, 'pushed'), move(two, 2, 'pushed'), move(three, 3, 'pushed')];

describe('a rollback without a target', () => {
  const target = (state: EntryState, moves: CurrentMove[]) => {
    const plan = planRollback(state, moves, null);
    return plan.kind === 'roll-back' ? [plan.to.version, plan.left?.version] : plan.kind;
  };

  test('goes to the version that was current before', () => {
    expect(target(entry([one, two, three], three, 3), pushes)).toEqual(['0.1.2', '0.1.3']);
  });

  test('passes by the files of a release that was yanked, under whatever name', () => {
    const [a, b, release] = [commitVersionOf(1, 'a'), commitVersionOf(2, 'b'), taggedVersion(2, '1.0.0', 'b', late(3))];
    const next = taggedVersion(4, '1.1.0', 'c');
    const moves = [move(a, 1), move(b, 2), move(release, 3), move(next, 4)];
    expect(target(entry([a, b, yankedOf(release), next], next), moves)).toEqual([a.version, '1.1.0']);
  });

  test('made again goes one further back', () => {
    const moves = [...pushes, move(two, 4, 'rolled-back')];
    expect(target(entry([one, two, withdrawn(three)], two, 4), moves)).toEqual(['0.1.1', '0.1.2']);
  });

  test('does not go to a version that was published in between and never current', () => {
    const [first, backport, second] = [
      taggedVersion(1, '2.0.0', 'a'),
      taggedVersion(2, '1.9.1', 'b'),
      taggedVersion(3, '3.0.0', 'c'),
    ];
    const moves = [move(first, 1), move(second, 3)];
    expect(target(entry([first, backport, second], second), moves)).toEqual(['2.0.0', '3.0.0']);
  });

  test('after the branch went back goes to the version that the branch left', () => {
    const [a, b] = [commitVersionOf(1, 'a'), commitVersionOf(2, 'b')];
    const moves = [move(a, 1), move(b, 2), move(a, 3)];
    expect(target(entry([a, b], a), moves)).toEqual([b.version, a.version]);
  });

  test('passes by versions that were yanked, and ends where there is no other', () => {
    expect(target(entry([one, yankedOf(two), three], three, 3), pushes)).toEqual(['0.1.1', '0.1.3']);
    expect(target(entry([one], one, 1), pushes.slice(0, 1))).toBe('nothing-before');
    expect(target(entry([yankedOf(one), withdrawn(two), three], three, 3), pushes)).toBe('nothing-before');
    expect(target(entry([]), [])).toBe('nothing-before');
  });
});

describe('a rollback to a target', () => {
  test('may go to any version, even one that was rolled back', () => {
    const state = entry([one, withdrawn(two), three], three, 3);
    expect(planRollback(state, pushes, '0.1.2')).toEqual({ kind: 'roll-back', to: withdrawn(two), left: three });
  });

  test('is refused for what is not there, is current, or was yanked', () => {
    const state = entry([yankedOf(one), two, three], three, 3);
    expect(planRollback(state, pushes, '9.9.9').kind).toBe('target-not-found');
    expect(planRollback(state, pushes, '0.1.3').kind).toBe('already-current');
    expect(planRollback(state, pushes, '0.1.1').kind).toBe('target-yanked');
  });

  test('leaves nothing where nothing was current', () => {
    expect(planRollback(entry([one]), [], '0.1.1')).toEqual({ kind: 'roll-back', to: one, left: null });
  });
});

test('a choice is never older than what stands already', () => {
  expect(timeOfChoice(entry([one, three]), minute(2))).toEqual(minute(3));
  expect(timeOfChoice(entry([one, three]), minute(5))).toEqual(minute(5));
  expect(timeOfChoice(entry([]), minute(5))).toEqual(minute(5));
});

describe('yanking', () => {
  test('a version that is not current moves nothing', () => {
    expect(planYank(entry([one, two, three], three, 3), pushes, two.id)).toBe(null);
  });

  test("the client's current version gives way to the client's choice before", () => {
    const state = entry([one, two, three], three, 3);
    expect(planYank(state, pushes, three.id)).toEqual({ to: two.id, chosenAt: minute(2) });
    expect(planYank(entry([one, yankedOf(two), three], three, 3), pushes, three.id)).toMatchObject({ to: one.id });
  });

  test('the only version leaves none', () => {
    expect(planYank(entry([one], one, 1), pushes.slice(0, 1), one.id)).toEqual({ to: null, chosenAt: null });
    const preRelease = taggedVersion(2, '2.0.0-rc.1', 'b');
    const other = commitVersionOf(3, 'c', { origin: fromOtherRef(3, 'c').origin });
    const state = entry([one, preRelease, other], one, 1);
    expect(planYank(state, pushes.slice(0, 1), one.id)).toEqual({ to: null, chosenAt: null });
  });

  test('the current release gives way to the highest other one, also when that never was current', () => {
    const [low, high, backport] = [
      taggedVersion(1, '1.9.0', 'a'),
      taggedVersion(2, '2.0.0', 'b'),
      taggedVersion(3, '1.10.0', 'c'),
    ];
    const state = entry([low, high, backport], high);
    expect(planYank(state, [move(low, 1), move(high, 2)], high.id)).toEqual({ to: backport.id, chosenAt: null });
  });

  test('the only release gives way to what the branch published last', () => {
    const [a, release, c] = [commitVersionOf(1, 'a'), taggedVersion(2, '1.0.0', 'b'), commitVersionOf(3, 'c')];
    const moves = [move(a, 1), move(release, 2)];
    expect(planYank(entry([a, release, c], release), moves, release.id)).toEqual({ to: c.id, chosenAt: null });
    expect(planYank(entry([a, release], release), moves, release.id)).toEqual({ to: a.id, chosenAt: null });
  });

  test("a release does not give way to its own files under their commit's name, unless a person chose that once", () => {
    const [a, b, release] = [commitVersionOf(1, 'a'), commitVersionOf(2, 'b'), taggedVersion(2, '1.0.0', 'b', late(3))];
    const moves = [move(a, 1), move(b, 2), move(release, 3)];
    expect(planYank(entry([a, b, release], release), moves, release.id)).toEqual({ to: a.id, chosenAt: null });
    expect(planYank(entry([b, release], release), moves.slice(1), release.id)).toEqual({ to: null, chosenAt: null });
    const chosen = [move(a, 1), move(b, 2, 'rolled-back'), move(release, 3)];
    expect(planYank(entry([a, b, release], release), chosen, release.id)).toEqual({ to: b.id, chosenAt: minute(2) });
  });

  test('a branch that had gone back stays where it was', () => {
    const [a, b, release] = [commitVersionOf(1, 'a'), commitVersionOf(2, 'b'), taggedVersion(4, '1.0.0', 'c')];
    const moves = [move(a, 1), move(b, 2), move(a, 3), move(release, 4)];
    expect(planYank(entry([a, b, release], release), moves, release.id)).toEqual({ to: a.id, chosenAt: null });
  });

  test('a choice that stood before holds against releases from before it, not against higher ones since', () => {
    const [low, high] = [taggedVersion(1, '1.0.0', 'a'), taggedVersion(2, '1.5.0', 'b')];
    const pushed = clientVersion(4, '3.0.0', 'd');
    const moves = [move(low, 1), move(high, 2), move(low, 3, 'rolled-back'), move(pushed, 4, 'pushed')];
    const left = taggedVersion(2, '2.0.0', 'x', { rolledBack: true });
    expect(planYank(entry([low, high, left, pushed], pushed, 4), moves, pushed.id)).toEqual({
      to: low.id,
      chosenAt: minute(3),
    });
    const newer = taggedVersion(5, '1.2.0', 'e');
    expect(planYank(entry([low, high, left, pushed, newer], pushed, 4), moves, pushed.id)).toEqual({
      to: newer.id,
      chosenAt: null,
    });
  });
});

describe('taking a yank back', () => {
  test('gives the pointer back to the version that lost it, with its choice', () => {
    const state = entry([one, two, yankedOf(three)], two, 2);
    const moves = [...pushes, move(two, 4, 'yanked', 2)];
    expect(planUnyank(state, moves, three.id)).toEqual({ to: three.id, chosenAt: minute(3) });
    const alone = entry([yankedOf(one)]);
    expect(planUnyank(alone, [move(one, 1, 'pushed'), move(null, 2, 'yanked', null)], one.id)).toMatchObject({
      to: one.id,
    });
  });

  test('moves nothing once something else became current', () => {
    const moves = [...pushes.slice(0, 2), move(one, 3, 'yanked', 1), move(three, 4, 'pushed')];
    expect(planUnyank(entry([one, yankedOf(two), three], three, 4), moves, two.id)).toBe(null);
  });

  test('never brings back what was rolled back, nor makes a pre-release current', () => {
    const both = { ...yankedOf(one), rolledBack: true };
    expect(planUnyank(entry([both]), [], one.id)).toBe(null);
    const preRelease = taggedVersion(2, '2.0.0-rc.1', 'b', { yanked: true });
    expect(planUnyank(entry([preRelease]), [], preRelease.id)).toBe(null);
  });
});
