import { beforeEach, describe, expect, test } from 'vitest';
import type { DeliveryEvent } from '../../domain/deliveries/delivery-event.ts';
import type { Installation } from '../../domain/installations/installation.ts';
import type { Decision } from '../../ports/deliveries/deliveries.ts';
import {
  sampleAttempt,
  sampleConnection,
  sampleId,
  sampleInstallation,
  sampleSha,
  sampleTime,
} from '../../test/support/sample-rows.ts';
import { type ProcessDeliveryPorts, processNextDelivery } from './process-delivery.use-case.ts';

const connection = sampleConnection();
const origin = {
  installationId: connection.installationId,
  repository: {
    ...{ id: connection.repositoryId, ownerId: connection.repositoryOwnerId, owner: 'acme', name: 'skills' },
    ...{ private: false, archived: false, defaultBranch: 'main' },
  },
};
const ofBranch = sampleAttempt({ id: sampleId(51), ref: 'refs/heads/main' });
const ofTag = sampleAttempt({ id: sampleId(52), ref: 'refs/tags/v1.0.0' });

let questions = 0;
let installation: Installation | null = null;
beforeEach(() => {
  questions = 0;
  installation = sampleInstallation();
});

/** What the delivery of this event decides. */
async function decisionsOf(event: DeliveryEvent): Promise<Decision[]> {
  let decided: Decision[] = [];
  const body = new TextEncoder().encode('{}');
  const ports = {
    deliveries: {
      claim: async () => ({ id: sampleId(60), guid: 'g', event: 'e', body, receivedAt: sampleTime, tries: 1 }),
      recordDecisions: async (_: unknown, decisions: Decision[]) => {
        decided = decisions;
        return { attemptsMade: decisions.length };
      },
    },
    webhooks: { read: () => ({ kind: 'event', event }) },
    sightings: {
      connectionsOf: async () => [connection, sampleConnection({ id: sampleId(31) })],
      connectionsByName: async () => [],
    },
    attempts: {
      findForRerun: async (by: { attemptId: string } | { connectionId: string }) => {
        if ('attemptId' in by) return [ofBranch, ofTag].filter(({ id }) => id === by.attemptId);
        return by.connectionId === connection.id ? [ofBranch, ofTag] : [];
      },
    },
    previews: { findForRerun: async () => [] },
    installations: { find: async () => installation },
    app: {
      installation: async () => {
        questions += 1;
        return null;
      },
    },
    now: () => sampleTime,
  };
  await processNextDelivery(ports as unknown as ProcessDeliveryPorts);
  return decided;
}

describe('a re-run', () => {
  const rerun = {
    trigger: 're-run',
    connectionId: connection.id,
    commit: sampleSha('a'),
    verdict: { kind: 'publish' },
  };

  test('of a check-run is one of its attempt', async () => {
    const event = { kind: 'check-run-rerequested', headSha: sampleSha('a'), ...origin } as const;
    expect(await decisionsOf({ ...event, externalId: ofTag.id })).toEqual([{ ...rerun, ref: ofTag.ref }]);
  });

  test('of a check suite is one of every ref that ran on the commit', async () => {
    const decisions = await decisionsOf({ kind: 'check-suite-rerequested', headSha: sampleSha('a'), ...origin });
    expect(decisions).toEqual([
      { ...rerun, ref: ofBranch.ref },
      { ...rerun, ref: ofTag.ref },
    ]);
  });

  test('while the installation is suspended is a skip that is shown', async () => {
    installation = sampleInstallation({ suspended: true });
    const event = { kind: 'check-run-rerequested', headSha: sampleSha('a'), ...origin } as const;
    const verdict = { kind: 'skip', reason: 'installation_suspended', asAttempt: true };
    expect(await decisionsOf({ ...event, externalId: ofTag.id })).toEqual([{ ...rerun, ref: ofTag.ref, verdict }]);
  });

  test.each([null, 'no id', sampleId(99)])(
    'of a check-run that is not ours (external id %s) is none',
    async (externalId) => {
      const event = { kind: 'check-run-rerequested', headSha: sampleSha('a'), ...origin } as const;
      expect(await decisionsOf({ ...event, externalId })).toEqual([]);
    },
  );
});

describe('a push while GitHub knows no such installation', () => {
  const push = {
    kind: 'push',
    deleted: false,
    forced: false,
    after: sampleSha('a'),
    headCommit: null,
    ...origin,
  } as const;

  beforeEach(() => {
    installation = null;
  });

  test('is skipped for every connection after one question', async () => {
    const decisions = await decisionsOf({ ...push, ref: 'refs/heads/main' });
    expect(decisions.map(({ verdict }) => verdict)).toEqual(
      Array(2).fill({ kind: 'skip', reason: 'installation_missing', asAttempt: true }),
    );
    expect(questions).toBe(1);
  });

  test('to another branch is judged by the branch', async () => {
    const decisions = await decisionsOf({ ...push, ref: 'refs/heads/other' });
    expect(decisions.map(({ verdict }) => verdict)).toEqual(
      Array(2).fill({ kind: 'skip', reason: 'branch_not_default', asAttempt: false }),
    );
  });

  test('is skipped for connections of an organization to which the installation is not bound', async () => {
    installation = sampleInstallation({ organizationId: sampleId(9) });
    const decisions = await decisionsOf({ ...push, ref: 'refs/heads/main' });
    expect(decisions.map(({ verdict }) => verdict)).toEqual(
      Array(2).fill({ kind: 'skip', reason: 'installation_missing', asAttempt: true }),
    );
  });
});
