import { expect, test } from 'vitest';
import { access, hashOf, World } from '../../test/support/in-memory-ports.ts';
import { sampleCaller } from '../../test/support/sample-rows.ts';
import { identifyCaller } from './identify-caller.use-case.ts';

const key = `st_live_${'k'.repeat(43)}`;

test('a key is found by its hash', async () => {
  const world = new World();
  world.callers.set(hashOf(key), sampleCaller());
  const identified = await identifyCaller({ access: access(world), sha256Hex: hashOf }, key);
  expect(identified).toEqual({ kind: 'caller', caller: sampleCaller() });
});

test('a key that nobody has is unknown', async () => {
  const identified = await identifyCaller({ access: access(new World()), sha256Hex: hashOf }, key);
  expect(identified).toEqual({ kind: 'unknown-key' });
});

test.each(['', 'st_live_', 'Basic abc', `${key} `, `${key}\u0000`, 'x'.repeat(100_000)])(
  'text that cannot be a key is not asked for: %j',
  async (text) => {
    const ports = {
      access: { callerOf: () => Promise.reject(new Error('asked')) },
      sha256Hex: hashOf,
    };
    expect(await identifyCaller(ports, text)).toEqual({ kind: 'unknown-key' });
  },
);
