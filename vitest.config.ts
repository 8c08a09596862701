import { defineConfig } from 'vitest/config';

/** Generous: on a loaded machine of two cores, starting a server may take many seconds. */
const slow = {
  ...{ testTimeout: 120_000, hookTimeout: 180_000, teardownTimeout: 60_000 },
  expect: { poll: { timeout: 20_000 } },
};

// A group begins when the one before has ended: what starts servers does not compete with what only computes.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'domain',
          include: ['domain/**/*.test.ts'],
          pool: 'threads',
          isolate: false,
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'units',
          include: [
            '{ports,workflows,adapters,apps,migrations}/**/*.test.ts',
            'test/{architecture,support}/**/*.test.ts',
          ],
          maxWorkers: 2,
          ...slow,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'contracts',
          include: ['test/contracts/**/*.test.ts'],
          maxWorkers: 2,
          ...slow,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          maxWorkers: 2,
          ...slow,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/support/build-dashboard.ts'],
          maxWorkers: 2,
          ...slow,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
