import { expect, test } from 'vitest';
import { missingForPreview } from './preview-needs.ts';

const permissions = { metadata: 'read', checks: 'write', pull_requests: 'read' };
const events = ['push', 'pull_request'];

test.each([
  [{ permissions, events }, []],
  [{ permissions: { checks: 'admin', pull_requests: 'write' }, events }, []],
  [{ permissions: { ...permissions, checks: 'read' }, events }, ['permission checks:write']],
  [{ permissions: { checks: 'write' }, events: ['push'] }, ['permission pull_requests:read', 'event pull_request']],
  [null, ['installation']],
])('%# names what the App lacks: %j', (installation, missing) => {
  expect(missingForPreview(installation, 'checks')).toEqual(missing);
});

test('an organization that wants nothing told to GitHub gets no previews', () => {
  expect(missingForPreview({ permissions, events }, 'off')).toEqual(['setting write_back_mode:checks']);
});
