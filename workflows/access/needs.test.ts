import { describe, expect, test } from 'vitest';
import type { Caller } from '../../domain/access/caller.ts';
import { sampleCaller, sampleId, sampleNumber } from '../../test/support/sample-rows.ts';
import { createConnection } from '../connections/create-connection.use-case.ts';
import { deleteConnection } from '../connections/delete-connection.use-case.ts';
import { discoverSkills } from '../connections/discover-skills.use-case.ts';
import { listConnections } from '../connections/list-connections.use-case.ts';
import { listRepositories } from '../connections/list-repositories.use-case.ts';
import { showConnection } from '../connections/show-connection.use-case.ts';
import { updateConnection } from '../connections/update-connection.use-case.ts';
import { readWriteBackMode, setWriteBackMode } from '../connections/write-back-mode.use-case.ts';
import { bindInstallation } from '../installations/bind-installation.use-case.ts';
import { listInstallations } from '../installations/list-installations.use-case.ts';
import { startSetup } from '../installations/start-setup.use-case.ts';
import { unbindInstallation } from '../installations/unbind-installation.use-case.ts';
import { listAttempts } from '../publishing/list-attempts.use-case.ts';
import { requestSync } from '../publishing/request-sync.use-case.ts';
import { showAttempt } from '../publishing/show-attempt.use-case.ts';
import { checkForUpdates } from '../registry/check-for-updates.use-case.ts';
import { createEntry } from '../registry/create-entry.use-case.ts';
import { downloadVersion } from '../registry/download-version.use-case.ts';
import { listEntries } from '../registry/list-entries.use-case.ts';
import { pushNewEntry, pushVersion } from '../registry/push-version.use-case.ts';
import { rollBack } from '../registry/roll-back.use-case.ts';
import { showEntry } from '../registry/show-entry.use-case.ts';
import { showVersion } from '../registry/show-version.use-case.ts';
import { updateEntry } from '../registry/update-entry.use-case.ts';
import { unyankVersion, yankVersion } from '../registry/yank-version.use-case.ts';

/** Ports that must not be touched before the caller was allowed in. */
const closed = new Proxy({} as never, {
  get: (_target, name) => {
    throw new Error(`${String(name)} was asked before the caller was authorized`);
  },
});

const settings = { repoFullName: 'acme/skills', skillPath: '.', tagPattern: 'v*', autoPublish: true };
const flags = { writeBackEnabled: false, prPreviewEnabled: false, confirmPublic: false };
const binding = { account: { login: 'acme', type: 'Organization' as const }, proof: {} };
const ids = {
  entryId: sampleId<never>(1),
  connectionId: sampleId<never>(2),
  attemptId: sampleId<never>(3),
  installationId: sampleNumber<never>(4),
};
const entry = { name: 'a', description: null, visibility: 'org' as const, sourceRepo: null };

type Call = (caller: Caller) => Promise<{ kind: string; code?: string }>;

const readsOfGitHub: Record<string, Call> = {
  listConnections: (caller) => listConnections(closed, { caller }),
  readWriteBackMode: (caller) => readWriteBackMode(closed, { caller }),
  showConnection: (caller) => showConnection(closed, { caller, ...ids }),
  listRepositories: (caller) => listRepositories(closed, { caller, ...ids }),
  discoverSkills: (caller) => discoverSkills(closed, { caller, ...ids, repository: 'acme/skills' }),
  listInstallations: (caller) => listInstallations(closed, { caller }),
  listAttempts: (caller) => listAttempts(closed, { caller, limit: 1 }),
  showAttempt: (caller) => showAttempt(closed, { caller, ...ids }),
};

const changes: Record<string, Call> = {
  createConnection: (caller) => createConnection(closed, { caller, ...ids, ...settings, ...flags }),
  updateConnection: (caller) => updateConnection(closed, { caller, ...ids, changes: {} }),
  deleteConnection: (caller) => deleteConnection(closed, { caller, ...ids }),
  setWriteBackMode: (caller) => setWriteBackMode(closed, { caller, mode: 'off' }),
  bindInstallation: (caller) => bindInstallation(closed, { caller, ...ids, ...binding }),
  startSetup: (caller) => startSetup(closed, { caller }),
  unbindInstallation: (caller) => unbindInstallation(closed, { caller, id: ids.installationId }),
  requestSync: (caller) => requestSync(closed, { caller, ...ids, signal: new AbortController().signal }),
  createEntry: (caller) => createEntry(closed, { caller, ...entry }),
  pushNewEntry: (caller) => pushNewEntry(closed, { caller, upload: closed }),
  pushVersion: (caller) => pushVersion(closed, { caller, ...ids, upload: closed }),
  rollBack: (caller) => rollBack(closed, { caller, ...ids, targetVersion: null, reason: null }),
  yankVersion: (caller) => yankVersion(closed, { caller, ...ids, version: '1', reason: 'x' }),
  unyankVersion: (caller) => unyankVersion(closed, { caller, ...ids, version: '1' }),
  updateEntry: (caller) => updateEntry(closed, { caller, ...ids, changes: {}, confirmPublic: false }),
};

const readsOfRegistry: Record<string, Call> = {
  listEntries: (caller) => listEntries(closed, { caller }),
  showEntry: (caller) => showEntry(closed, { caller, ...ids }),
  checkForUpdates: (caller) => checkForUpdates(closed, { caller, installed: [{ entryId: 'x', contentHash: 'none' }] }),
  showVersion: (caller) => showVersion(closed, { caller, ...ids, version: '1.0.0' }),
  downloadVersion: (caller) => downloadVersion(closed, { caller, ...ids, version: '1.0.0' }),
};

describe('nothing is asked or changed for a caller who may not', () => {
  test.each(Object.entries({ ...readsOfGitHub, ...changes }))('%s needs the plan pro', async (_name, call) => {
    expect(await call(sampleCaller({ plan: 'free' }))).toMatchObject({ kind: 'denied', code: 'plan_required' });
  });

  test.each(Object.entries(changes))('%s needs an admin', async (_name, call) => {
    for (const role of ['viewer', 'member'] as const) {
      expect(await call(sampleCaller({ role }))).toMatchObject({ kind: 'denied', code: 'role_too_low' });
    }
  });

  test.each(Object.entries(changes))('%s needs registry:push', async (_name, call) => {
    const denied = await call(sampleCaller({ role: 'owner', permissions: [] }));
    expect(denied).toMatchObject({ kind: 'denied', code: 'permission_missing' });
  });
});

describe('a viewer may read', () => {
  const viewer = sampleCaller({ role: 'viewer', permissions: [] });

  test.each(Object.entries(readsOfGitHub))('%s', async (_name, call) => {
    await expect(call(viewer)).rejects.toThrow('was asked before');
  });

  test.each(Object.entries(readsOfRegistry))('%s, on the plan free too', async (_name, call) => {
    const free = { ...viewer, plan: 'free' as const };
    const answer = await call(free).catch((error: Error) => ({ kind: 'asked', message: error.message }));
    expect(answer.kind).not.toBe('denied');
  });
});
