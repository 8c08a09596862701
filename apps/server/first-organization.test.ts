import { expect, test } from 'vitest';
import { sha256Hex } from '../../adapters/koa/sha256.ts';
import { isApiKeyShape } from '../../domain/access/api-key.ts';
import { permissions } from '../../domain/access/caller.ts';
import type { FirstOrganization } from '../../ports/access/access.ts';
import { ensureFirstOrganization } from './first-organization.ts';

function accessThat(kind: 'created' | 'exists') {
  const asked: FirstOrganization[] = [];
  const createFirstOrganization = async (first: FirstOrganization) => {
    asked.push(first);
    return { kind };
  };
  return { asked, createFirstOrganization };
}

const configured = `st_live_${'k'.repeat(43)}`;

test("the first owner's key has every permission, and is given once", async () => {
  const access = accessThat('created');
  const key = await ensureFirstOrganization(access, { firstApiKey: null, defaultPlan: 'pro' });
  expect(isApiKeyShape(key ?? '')).toBe(true);
  expect(access.asked).toMatchObject([{ keyHash: sha256Hex(key ?? ''), plan: 'pro', permissions: [...permissions] }]);
});

test('a key that the configuration gave is stored, and not told', async () => {
  const access = accessThat('created');
  expect(await ensureFirstOrganization(access, { firstApiKey: configured, defaultPlan: 'free' })).toBeNull();
  expect(access.asked).toMatchObject([{ keyHash: sha256Hex(configured), keyPrefix: 'st_live_kkkk', plan: 'free' }]);
});

test('no key is told where the organization exists', async () => {
  const access = accessThat('exists');
  expect(await ensureFirstOrganization(access, { firstApiKey: null, defaultPlan: 'pro' })).toBeNull();
});
