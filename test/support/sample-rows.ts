import type { Caller } from '../../domain/access/caller.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { Installation } from '../../domain/installations/installation.ts';
import type { Preview } from '../../domain/previews/preview.ts';
import type { Attempt } from '../../domain/publishing/attempt.ts';
import type { Entry, PublishedVersion } from '../../domain/registry/version.ts';
import { type ApiKeyId, parseGitHubId, parseId, parseSha } from '../../domain/shared/ids.ts';

/** A UUID that is the same for the same number. */
export function sampleId<Id extends NonNullable<ReturnType<typeof parseId>>>(number: number): Id {
  const id = parseId<Id>(`00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`);
  if (!id) throw new Error('no UUID');
  return id;
}

export function sampleNumber<Id extends NonNullable<ReturnType<typeof parseGitHubId>>>(number: number): Id {
  const id = parseGitHubId<Id>(number);
  if (!id) throw new Error('no GitHub id');
  return id;
}

export function sampleSha(digit: string) {
  const sha = parseSha(digit.repeat(40));
  if (!sha) throw new Error('no object name');
  return sha;
}

export const sampleTime = new Date('2026-11-21T08:00:00.000Z');

/** The key that a `sampleCaller` comes with. */
export const sampleKeyId = sampleId<ApiKeyId>(3);

export function sampleCaller(over: Partial<Caller> = {}): Caller {
  return {
    organizationId: sampleId(1),
    memberId: sampleId(2),
    keyId: sampleKeyId,
    sessionId: null,
    letInBy: null,
    role: 'admin',
    plan: 'pro',
    permissions: ['registry:push', 'organization:manage'],
    address: '192.0.2.7',
    requestId: 'request-1',
    ...over,
  };
}

export function sampleEntry(over: Partial<Entry> = {}): Entry {
  return {
    id: sampleId(10),
    organizationId: sampleId(1),
    name: 'lint-rules',
    entryType: 'skill',
    description: null,
    visibility: 'org',
    hiddenReason: null,
    sourceRepo: null,
    currentVersionId: null,
    createdAt: sampleTime,
    ...over,
  };
}

export function sampleVersion(over: Partial<PublishedVersion> = {}): PublishedVersion {
  return {
    id: sampleId(20),
    entryId: sampleId(10),
    version: '1.2.0',
    origin: { kind: 'tag', connectionId: sampleId(30), commit: sampleSha('a'), tag: 'v1.2.0' },
    source: 'github',
    sourceRepo: 'acme/skills',
    contentHash: '1'.repeat(64),
    tarHash: '2'.repeat(64),
    manifestHash: '3'.repeat(64),
    sizeBytes: 4,
    changeSummary: null,
    rolledBack: false,
    yanked: null,
    publishedAt: sampleTime,
    ...over,
  };
}

export function samplePreview(over: Partial<Preview> = {}): Preview {
  return {
    id: sampleId(70),
    organizationId: sampleId(1),
    connectionId: sampleId(30),
    entryId: sampleId(10),
    pullNumber: 7,
    headSha: sampleSha('b'),
    headAt: sampleTime,
    baseRef: 'main',
    fromFork: false,
    run: 1,
    status: 'pending',
    message: null,
    checkRunId: null,
    workflowId: `preview/${sampleId(70)}`,
    engine: null,
    createdAt: sampleTime,
    finishedAt: null,
    ...over,
  };
}

export function sampleInstallation(over: Partial<Installation> = {}): Installation {
  return {
    id: sampleId(40),
    installationId: sampleNumber(77),
    organizationId: sampleId(1),
    accountId: sampleNumber(5),
    accountLogin: 'acme',
    accountType: 'Organization',
    suspended: false,
    permissions: { contents: 'read' },
    events: ['push'],
    repositorySelection: 'all',
    createdAt: sampleTime,
    updatedAt: sampleTime,
    ...over,
  };
}

export function sampleConnection(over: Partial<Connection> = {}): Connection {
  return {
    id: sampleId(30),
    organizationId: sampleId(1),
    entryId: sampleId(10),
    entryName: 'lint-rules',
    installationId: sampleNumber(77),
    repositoryId: sampleNumber(900),
    repositoryOwnerId: sampleNumber(5),
    repositoryOwner: 'acme',
    repositoryName: 'skills',
    repositoryPrivate: false,
    repositoryArchived: false,
    defaultBranch: 'main',
    skillPath: '.',
    autoPublish: true,
    writeBackEnabled: false,
    prPreviewEnabled: false,
    tagPattern: 'v*',
    settingsRevision: 0,
    pausedReason: null,
    pausedReasons: [],
    createdBy: sampleId(2),
    createdAt: sampleTime,
    updatedAt: sampleTime,
    ...over,
  };
}

export function sampleAttempt(over: Partial<Attempt> = {}): Attempt {
  return {
    id: sampleId(50),
    organizationId: sampleId(1),
    connectionId: sampleId(30),
    entryId: sampleId(10),
    entryName: 'lint-rules',
    repository: 'acme/skills',
    trigger: 'branch',
    ref: 'refs/heads/main',
    commit: sampleSha('a'),
    run: 1,
    status: 'pending',
    reason: null,
    message: null,
    version: null,
    versionId: null,
    writeBackStatus: 'disabled',
    writeBackMessage: null,
    checkRunId: null,
    statusContext: null,
    workflowId: 'publish-50',
    engine: 'embedded',
    createdAt: sampleTime,
    finishedAt: null,
    ...over,
  };
}
