import { expect, test } from 'vitest';
import { inOrganization } from './organization-address.ts';

test.each([
  ['/attempts', { pathname: '/attempts', search: '?organization=o' }],
  ['/', { pathname: '/', search: '?organization=o' }],
  ['/registry/e?view=versions#top', { pathname: '/registry/e', search: '?view=versions&organization=o', hash: '#top' }],
  [{ search: 'cursor=c' }, { search: '?cursor=c&organization=o' }],
])('%j names the organization', (to, expected) => {
  expect(inOrganization(to, 'o', '/attempts')).toEqual(expected);
});

test.each(['/packages', '/packages/e?view=versions', '/sign-in?return_to=%2F', '/registry/e?organization=other'])(
  '%s stays as it is',
  (to) => {
    expect(inOrganization(to, 'o', '/attempts')).toBe(to);
  },
);

test('the pages of a public list stay as they are', () => {
  const to = { search: 'cursor=c' };
  expect(inOrganization(to, 'o', '/packages')).toBe(to);
});

test('who is in one organization has addresses without it', () => {
  expect(inOrganization('/attempts', null, '/')).toBe('/attempts');
});
