import { expect, test } from 'vitest';
import { missingForWriteBack } from './write-back-needs.ts';

const granted = { permissions: { checks: 'write', statuses: 'write' } };

test.each([
  ['nothing', granted, 'checks', false, []],
  [
    'permissions',
    { permissions: { checks: 'read' } },
    'checks',
    false,
    ['permission checks:write', 'permission statuses:write'],
  ],
  ['the setting', granted, 'off', false, ['setting write_back_mode:checks']],
  ['a repository that takes writes', granted, 'checks_and_prs', true, ['repository']],
  ['all', null, 'off', true, ['installation', 'repository', 'setting write_back_mode:checks']],
] as const)('%s may be missing', (_what, installation, mode, isArchived, missing) => {
  expect(missingForWriteBack(installation, mode, isArchived)).toEqual(missing);
});
