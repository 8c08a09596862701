import { expect, test } from 'vitest';
import { type OrganizationId, parseId } from '../shared/ids.ts';
import { installationState } from './installation-state.ts';

const organization = (digit: string): OrganizationId => {
  const id = parseId<OrganizationId>(`00000000-0000-4000-8000-00000000000${digit}`);
  if (id === null) throw new Error('no UUID');
  return id;
};
const ours = organization('1');

test.each([
  ['one of ours', { organizationId: ours, suspended: false }, 'active'],
  ['one of ours that is suspended', { organizationId: ours, suspended: true }, 'suspended'],
  ['one that is bound elsewhere', { organizationId: organization('2'), suspended: false }, 'missing'],
  ['a suspended one of nobody', { organizationId: null, suspended: true }, 'missing'],
  ['none', null, 'missing'],
])('%s', (_what, installation, expected) => {
  expect(installationState(installation, ours)).toBe(expected);
});
