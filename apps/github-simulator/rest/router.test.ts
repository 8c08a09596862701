import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findRoute } from './routes.ts';

const repository = '/repos/acme/skills';

test('a ref may have slashes, encoded or not, and the longer template wins', () => {
  const matched = (path: string) => {
    const match = findRoute('GET', `${repository}${path}`);
    return [match?.route.path.replace('/repos/{owner}/{repo}', ''), match?.params.ref];
  };
  expect(matched('/commits/heads/feature/x')).toEqual(['/commits/{ref}', 'heads/feature/x']);
  expect(matched('/commits/heads%2Ffeature%2Fx')).toEqual(['/commits/{ref}', 'heads/feature/x']);
  expect(matched('/commits/tags/v1/check-runs')).toEqual(['/commits/{ref}/check-runs', 'tags/v1']);
  expect(matched('/git/ref/tags/v1.0.0')).toEqual(['/git/ref/{ref}', 'tags/v1.0.0']);
});

test('contents are asked for with and without a path', () => {
  expect(findRoute('GET', `${repository}/contents`)?.params.path).toBe('');
  expect(findRoute('GET', `${repository}/contents/`)?.params.path).toBe('');
  expect(findRoute('GET', `${repository}/contents/a%20b/c`)?.params.path).toBe('a b/c');
});

test('no path makes the router throw', () => {
  fc.assert(
    fc.property(fc.webPath(), fc.string(), (path, tail) => {
      findRoute('GET', `/repos/a/b${path}${tail}`);
    }),
  );
  expect(findRoute('GET', '/users/%E0%A4%A')).toBeUndefined();
});
