import { expect, test } from 'vitest';
import { compareSettings } from './connection-changes.ts';

const connection = {
  defaultBranch: 'main',
  skillPath: '.',
  tagPattern: 'v*',
  autoPublish: true,
  writeBackEnabled: false,
  prPreviewEnabled: false,
  pausedReasons: [],
};

test('only what really changes is named, with what it was', () => {
  expect(compareSettings(connection, { skillPath: 'a', tagPattern: 'v*', autoPublish: false })).toEqual({
    changed: { skillPath: { from: '.', to: 'a' }, autoPublish: { from: true, to: false } },
    isDeciding: true,
  });
});

test('a pause is a change as others, and decides nothing about what is published', () => {
  const paused = { ...connection, pausedReasons: ['repository_deleted', 'paused_by_member'] as const };
  const changed = { pausedByMember: { from: false, to: true } };
  expect(compareSettings(connection, { pausedByMember: true })).toEqual({ changed, isDeciding: false });
  expect(compareSettings({ ...paused, pausedReasons: [...paused.pausedReasons] }, { pausedByMember: true })).toEqual({
    changed: {},
    isDeciding: false,
  });
});

test.each([
  [{ defaultBranch: 'release' }, true],
  [{ skillPath: 'skills/a' }, true],
  [{ tagPattern: 'a@*' }, true],
  [{ defaultBranch: 'main', skillPath: '.', tagPattern: 'v*' }, false],
  [{ autoPublish: false, writeBackEnabled: true }, false],
  [{}, false],
])('%j decides what is published: %s', (wanted, isDeciding) => {
  expect(compareSettings(connection, wanted).isDeciding).toBe(isDeciding);
});
