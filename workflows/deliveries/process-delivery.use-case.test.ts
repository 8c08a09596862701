import { beforeEach, describe, expect, test } from 'vitest';
import type { DeliveryEvent } from '../../domain/deliveries/delivery-event.ts';
import type { Installation } from '../../domain/installations/installation.ts';
import type { Preview } from '../../domain/previews/preview.ts';
import { parseGitHubId, type RepositoryId } from '../../domain/shared/ids.ts';
import type { Decision } from '../../ports/deliveries/deliveries.ts';
import {
  sampleAttempt,
  sampleConnection,
  sampleId,
  sampleInstallation,
  samplePreview,
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

const preview = samplePreview({ headSha: sampleSha('a') });

/** Another repository of the installation, which it was not shown while it was suspended. */
const removed = sampleConnection({
  ...{ id: sampleId(32), repositoryId: parseGitHubId<RepositoryId>(901) ?? connection.repositoryId },
  ...{ pausedReason: 'repository_removed_from_installation', pausedReasons: ['repository_removed_from_installation'] },
});

let connected = [connection];
let seen: unknown[] = [];
let previewed: Preview[] = [];
let questions = 0;
let installation: Installation | null = null;
let onGitHub: Installation | null = null;
beforeEach(() => {
  onGitHub = null;
  questions = 0;
  seen = [];
  installation = sampleInstallation();
  connected = [connection, sampleConnection({ id: sampleId(31) })];
  previewed = [];
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
        return { attemptsMade: decisions.length, previewsMade: 0 };
      },
    },
    webhooks: { read: () => ({ kind: 'event', event }) },
    sightings: {
      connectionsOf: async () => connected,
      connectionsByName: async () => [],
      connectionsThrough: async () => [...connected, removed],
      seen: async ({ repository }: { repository: { id: unknown } }) => {
        seen.push(repository.id);
        return [];
      },
    },
    attempts: {
      findForRerun: async (by: { attemptId: string } | { connectionId: string }) => {
        if ('attemptId' in by) return [ofBranch, ofTag].filter(({ id }) => id === by.attemptId);
        return by.connectionId === connection.id ? [ofBranch, ofTag] : [];
      },
    },
    previews: {
      findForRerun: async (by: { previewId: string } | { connectionId: string }) => {
        if ('previewId' in by) return by.previewId === preview.id ? [preview] : [];
        return by.connectionId === connection.id ? previewed : [];
      },
    },
    repositories: {
      reach: async ({ repositoryId }: { repositoryId: RepositoryId }) => ({ ...origin.repository, id: repositoryId }),
    },
    connections: { writeBackMode: async () => 'checks' },
    installations: {
      find: async () => installation,
      keep: async (facts: Installation) => ({ kind: 'kept', installation: facts }),
    },
    app: {
      installation: async () => {
        questions += 1;
        return onGitHub;
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

describe('a pull request', () => {
  const opened = {
    kind: 'pull-request',
    number: 7,
    headSha: sampleSha('b'),
    headAt: sampleTime,
    baseRef: 'main',
    fromFork: false,
    ...origin,
  } as const;
  const { kind: _kind, number: pullNumber, installationId: _from, repository: _of, ...head } = opened;
  const decided = {
    trigger: 'pull_request',
    ref: 'refs/pull/7/head',
    commit: opened.headSha,
    preview: { pullNumber, ...head },
  };
  const on = sampleConnection({ id: sampleId(31), prPreviewEnabled: true });

  test('is previewed for each connection that wants it', async () => {
    connected = [connection, on];
    expect(await decisionsOf(opened)).toEqual([
      { ...decided, connectionId: connection.id, verdict: { kind: 'skip', reason: 'preview_off' } },
      { ...decided, connectionId: on.id, verdict: { kind: 'preview' } },
    ]);
  });

  test('is not previewed while the installation is suspended', async () => {
    installation = sampleInstallation({ suspended: true });
    connected = [on];
    const verdict = { kind: 'skip', reason: 'installation_suspended' };
    expect(await decisionsOf(opened)).toEqual([{ ...decided, connectionId: on.id, verdict }]);
  });

  test('is looked at again by its check-run, and beside the attempts of its commit by the suite', async () => {
    connected = [sampleConnection({ prPreviewEnabled: true })];
    const again = { connectionId: connection.id, trigger: 're-run', ref: 'refs/pull/7/head', commit: sampleSha('a') };
    const event = { kind: 'check-run-rerequested', headSha: sampleSha('a'), ...origin } as const;
    expect(await decisionsOf({ ...event, externalId: preview.id })).toMatchObject([
      { ...again, verdict: { kind: 'preview' } },
    ]);
    previewed = [preview];
    const suite = await decisionsOf({ kind: 'check-suite-rerequested', headSha: sampleSha('a'), ...origin });
    expect(suite.map(({ verdict }) => verdict.kind)).toEqual(['publish', 'publish', 'preview']);
  });
});

test('a suspension that has ended on GitHub keeps nothing back, though no event told of its end', async () => {
  installation = sampleInstallation({ suspended: true });
  onGitHub = sampleInstallation();
  const event = { kind: 'push', ref: 'refs/heads/main', after: sampleSha('a'), headCommit: null, ...origin } as const;
  const decisions = await decisionsOf({ ...event, deleted: false, forced: false });
  expect(decisions.map(({ verdict }) => verdict)).toEqual(Array(2).fill({ kind: 'publish' }));
  expect(questions).toBe(1);
  expect(seen).toEqual([901]);
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
