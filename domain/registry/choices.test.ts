import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, test } from 'vitest';
import { isRelease, isWithdrawn, isWithdrawnByCommit } from './entry-state.ts';
import { RepositoryModel } from './testing/repository-model.ts';

type Action = (model: RepositoryModel) => void;

const anyIndex = fc.nat({ max: 20 });
const actionOf = (act: (model: RepositoryModel, index: number) => void) =>
  anyIndex.map(
    (index): Action =>
      (model) =>
        act(model, index),
  );
let contents = 0;
const push = actionOf((model) => model.push(`content ${contents++}`));
const forceBack = actionOf((model, index) => model.forceBackTo(index));
const receive = actionOf((model, index) => model.receive(index));
const step = actionOf((model, index) => model.step(index));
const settle = actionOf((model, index) => model.finish(index));
const tag = actionOf((model, index) => model.tag(`1.${index}.0`));
const clientPush = actionOf((model) => model.pushByClient(`content ${contents++}`));
const rollBack = actionOf((model) => void model.rollBack(null));
const rollBackTo = actionOf((model, index) => void model.rollBack(versionAt(model, index)));
const yank = actionOf((model, index) => model.yank(index, true));
const unyank = actionOf((model, index) => model.yank(index, false));

const repository = [push, forceBack, tag, receive, receive, step, step, step, settle];
const people = [clientPush, rollBack, rollBackTo, yank, yank, unyank];

function manyOf(actions: fc.Arbitrary<Action>[]): fc.Arbitrary<Action[]> {
  return fc.array(fc.oneof(...actions), { maxLength: 40, size: 'max' });
}

function versionAt(model: RepositoryModel, index: number): string {
  const { versions } = model.state;
  return versions[index % Math.max(1, versions.length)]?.version ?? 'none';
}

function quietAfter(actions: Action[]): RepositoryModel {
  const model = new RepositoryModel();
  model.push('first');
  for (const action of actions) action(model);
  model.finish(0);
  return model;
}

describe('whatever people and repository do', () => {
  test('the current version was never withdrawn, and there is one as long as one may be', () => {
    fc.assert(
      fc.property(manyOf([...repository, ...people]), (actions) => {
        const model = new RepositoryModel();
        model.push('first');
        for (const action of actions) {
          action(model);
          const { versions, currentId } = model.state;
          const usable = versions.filter((version) => !isWithdrawn(version));
          const last = model.moves.at(-1);
          expect(last?.to ?? null).toBe(currentId);
          if (currentId !== null) expect(usable.map(({ id }) => id)).toContain(currentId);
          else {
            expect(usable.filter(isRelease)).toEqual([]);
            const left = usable.filter((version) => !isWithdrawnByCommit(version, model.state));
            expect(left.filter(({ id }) => model.moves.some(({ to }) => to === id))).toEqual([]);
          }
          const current = model.current();
          if (current && last?.cause === 'yanked' && last.chosenAt === null) {
            expect(isWithdrawnByCommit(current, model.state)).toBe(false);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('yanking and taking it back at once changes nothing', () => {
    fc.assert(
      fc.property(manyOf([...repository, ...people]), anyIndex, (actions, index) => {
        const model = quietAfter(actions);
        const { versions, currentId, currentChosenAt } = model.state;
        if (versions[index % versions.length]?.yanked) return;
        model.yank(index, true);
        model.yank(index, false);
        expect(model.state).toEqual({ versions, currentId, currentChosenAt });
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('after a rollback', () => {
  const rolledBack = (actions: Action[], index: number | null): RepositoryModel | null => {
    const model = quietAfter(actions);
    return model.rollBack(index === null ? null : versionAt(model, index)) ? model : null;
  };
  const targets = fc.option(anyIndex);

  test('nothing that was there before replaces the choice: no redelivery, no older commit, no older tag', () => {
    const old = manyOf([forceBack, receive, step, settle]);
    fc.assert(
      fc.property(manyOf([...repository, clientPush]), targets, old, (actions, index, later) => {
        const model = rolledBack(actions, index);
        if (!model) return;
        const chosen = model.current();
        for (const { version, origin } of model.state.versions) if (origin.kind === 'tag') model.tag(version);
        for (const action of later) action(model);
        model.finish(0);
        expect(model.current()).toEqual(chosen);
      }),
      { numRuns: 1_000 },
    );
  });

  test('a higher release replaces the choice, and a newer commit where there is no release', () => {
    fc.assert(
      fc.property(manyOf([...repository, clientPush]), targets, (actions, index) => {
        const model = rolledBack(actions, index);
        if (!model) return;
        const releases = model.state.versions.filter((version) => isRelease(version) && !isWithdrawn(version));
        const chosen = model.current();
        model.push('newer');
        model.finish(0);
        if (releases.length === 0) expect(model.current()?.manifestHash).toBe('newer');
        else expect(model.current()).toEqual(chosen);
        model.tag('1.99.0');
        model.finish(0);
        const highest = model.state.versions.filter(isRelease).map(({ version }) => version);
        expect(model.current()?.version).toBe(highest.sort(semver.compare).at(-1));
      }),
      { numRuns: 1_000 },
    );
  });

  test('the version that was left stays away, whatever comes', () => {
    fc.assert(
      fc.property(manyOf([...repository, clientPush]), manyOf([...repository, clientPush]), (actions, later) => {
        const model = quietAfter(actions);
        const left = model.current();
        if (!model.rollBack(null)) return;
        for (const action of later) {
          action(model);
          expect(model.current()?.id).not.toBe(left?.id);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
