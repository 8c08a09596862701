import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedPauses, pauseReasons } from './pauses.ts';

test('a weaker reason that begins under a stronger one is there when the stronger one ends', () => {
  const deleted = changedPauses([], { begun: ['installation_deleted'] });
  const both = changedPauses(deleted, { begun: ['repository_removed_from_installation'] });
  expect(both).toEqual(['installation_deleted', 'repository_removed_from_installation']);
  expect(changedPauses(both, { ended: ['installation_deleted'] })).toEqual(['repository_removed_from_installation']);
});

test('the strongest reason comes first, in whatever order they began', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...pauseReasons]), (order) => {
      const held = order.reduce<ReturnType<typeof changedPauses>>(
        (so, reason) => changedPauses(so, { begun: [reason] }),
        [],
      );
      expect(held).toEqual(pauseReasons.filter((reason) => order.includes(reason)));
      expect(changedPauses(held, { ended: order })).toEqual([]);
    }),
  );
});

test('a reason that begins and ends at once holds', () => {
  expect(changedPauses([], { begun: ['repository_transferred'], ended: ['repository_transferred'] })).toEqual([
    'repository_transferred',
  ]);
});
