import { expect, test } from 'vitest';
import { refusalOfPreview } from './preview-decision.ts';

const on = { defaultBranch: 'main', prPreviewEnabled: true, pausedReason: null };
const active = { installation: 'active', writeBackMode: 'checks' } as const;

test.each([
  ['a pull request to the default branch', on, 'main', active, null],
  ['the switch off', { ...on, prPreviewEnabled: false }, 'main', active, 'preview_off'],
  ['nothing told to GitHub', on, 'main', { ...active, writeBackMode: 'off' as const }, 'preview_off'],
  ['another base', on, 'release', active, 'base_not_default'],
  ['a pause', { ...on, pausedReason: 'repository_transferred' as const }, 'main', active, 'connection_paused'],
  ['a suspension', on, 'main', { ...active, installation: 'suspended' as const }, 'installation_suspended'],
  ['no installation', on, 'main', { ...active, installation: 'missing' as const }, 'installation_missing'],
  ['the switch off, before all else', { ...on, prPreviewEnabled: false }, 'release', active, 'preview_off'],
])('%s', (_what, connection, baseRef, facts, reason) => {
  expect(refusalOfPreview(connection, baseRef, facts)).toBe(reason);
});
