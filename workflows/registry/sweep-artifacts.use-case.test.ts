import { expect, test } from 'vitest';
import type { PackedArchive } from '../../domain/registry/version.ts';
import { sweepArtifacts } from './sweep-artifacts.use-case.ts';

const archive = {} as PackedArchive;
const yesterday = new Date('2026-11-20T00:00:00Z');

function world(stored: Record<string, { published: boolean; renewed?: boolean }>) {
  const rows = new Set(Object.keys(stored));
  const bytes = new Set(Object.keys(stored));
  return {
    bytes,
    ports: {
      publications: {
        forgetUnpublished: async () => {
          for (const hash of rows) if (!stored[hash]?.published) rows.delete(hash);
          return 0;
        },
        archive: async (hash: string) => (rows.has(hash) ? archive : null),
      },
      artifacts: {
        async *listOlderThan() {
          yield* bytes;
        },
        deleteIfOlderThan: async (hash: string) => !stored[hash]?.renewed && bytes.delete(hash),
      },
    },
  };
}

test('bytes that no version came of go, and published bytes stay', async () => {
  const { ports, bytes } = world({ published: { published: true }, leftover: { published: false } });
  expect(await sweepArtifacts(ports, yesterday)).toBe(1);
  expect([...bytes]).toEqual(['published']);
});

test('bytes that were packed again meanwhile stay', async () => {
  const { ports, bytes } = world({ wanted: { published: false, renewed: true } });
  expect(await sweepArtifacts(ports, yesterday)).toBe(0);
  expect([...bytes]).toEqual(['wanted']);
});
