import { expect, test } from 'vitest';
import type { InstallationId, RepositoryId } from '../../../domain/shared/ids.ts';
import { installationTokens, type TokenScope } from './installation-tokens.ts';

const installationId = 7 as InstallationId;
const scope: TokenScope = { installationId };
const minutes = (count: number) => new Date(Date.now() + count * 60_000);

function countingMint(lifeMinutes = 60) {
  const minted: TokenScope[] = [];
  const mint = async (asked: TokenScope) => {
    minted.push(asked);
    return { token: `token ${minted.length}`, expiresAt: minutes(lifeMinutes), repositories: [] };
  };
  return { minted, tokens: installationTokens(mint) };
}

test('many waiters share one request, and later ones its token', async () => {
  const { minted, tokens } = countingMint();
  const got = await Promise.all(Array.from({ length: 50 }, () => tokens.get(scope)));
  expect(new Set(got)).toEqual(new Set(['token 1']));
  expect(await tokens.get(scope)).toBe('token 1');
  expect(minted).toHaveLength(1);
});

test('a token of one repository is not that of the installation or of another one', async () => {
  const { tokens } = countingMint();
  const one = { installationId, repositoryId: 1 as RepositoryId };
  const two = { installationId, repositoryId: 2 as RepositoryId };
  const got = await Promise.all([scope, one, two, one].map((each) => tokens.get(each)));
  expect(got).toEqual(['token 1', 'token 2', 'token 3', 'token 2']);
});

test.each([
  [6, 1],
  [4, 2],
])('a token with %i minutes to go makes %i requests of two calls', async (lifeMinutes, requests) => {
  const { minted, tokens } = countingMint(lifeMinutes);
  await tokens.get(scope);
  await tokens.get(scope);
  expect(minted).toHaveLength(requests);
});

test('a renewal asks whatever is kept, and what it brings is kept from then on', async () => {
  const { minted, tokens } = countingMint();
  expect(await tokens.get(scope)).toBe('token 1');
  expect(await tokens.renew(scope)).toMatchObject({ token: 'token 2' });
  expect(await tokens.get(scope)).toBe('token 2');
  expect(minted).toHaveLength(2);
});

test('a failed request fails all its waiters and is not kept', async () => {
  let asked = 0;
  const tokens = installationTokens(async () => {
    asked += 1;
    if (asked === 1) throw new Error('502');
    return { token: 'fine', expiresAt: minutes(60), repositories: [] };
  });
  const first = await Promise.allSettled([tokens.get(scope), tokens.get(scope)]);
  expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await tokens.get(scope)).toBe('fine');
  expect(asked).toBe(2);
});

test('a refused token is replaced; the second refused in a row is known as such', async () => {
  const { tokens } = countingMint();
  expect(tokens.refused(scope, await tokens.get(scope))).toBe(false);
  expect(await tokens.get(scope)).toBe('token 2');
  expect(tokens.refused(scope, 'token 1')).toBe(false);
  expect(await tokens.get(scope)).toBe('token 2');
  expect(tokens.refused(scope, 'token 2')).toBe(true);
  expect(tokens.refused(scope, await tokens.get(scope))).toBe(false);
});

test('a token that was taken in between starts the count anew', async () => {
  const { tokens } = countingMint();
  tokens.refused(scope, await tokens.get(scope));
  const second = await tokens.get(scope);
  tokens.accepted(scope);
  expect(tokens.refused(scope, second)).toBe(false);
});

test('a dropped token is replaced wherever it was kept', async () => {
  const { tokens } = countingMint();
  tokens.drop(await tokens.get(scope));
  expect(await tokens.get(scope)).toBe('token 2');
});
