import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hash, newOrganization, openWorld, type PersistenceWorld } from './persistence-world.ts';

const guide = new URL('../../docs/operating.md', import.meta.url);
const key = `st_live_${'0a'.repeat(32)}`;
let world: PersistenceWorld;

beforeAll(async () => {
  world = await openWorld();
}, 60_000);
afterAll(() => world.close());

it('gives an owner who lost his key a new one by the statement that the operating guide shows', async () => {
  const { organizationId, ownerId } = await newOrganization(world);
  const statement = /insert into api_keys[^;]+;/.exec(await readFile(guide, 'utf8'))?.[0] ?? '';
  const values = { key, member: ownerId };
  const filledIn = statement.replaceAll(/:'(key|member)'/g, (_, name: keyof typeof values) => `'${values[name]}'`);
  await world.query(`begin; set local role waybill_service; ${filledIn} commit`);
  expect(await world.postgres.access.callerOf(hash(key))).toMatchObject({
    ...{ organizationId, memberId: ownerId, role: 'owner', permissions: ['registry:push', 'organization:manage'] },
  });
});
