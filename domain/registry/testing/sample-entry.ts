import { type ConnectionId, parseId, parseSha, type Sha, type VersionId } from '../../shared/ids.ts';
import type { Candidate, EntryState, VersionFacts } from '../entry-state.ts';
import type { VersionOrigin } from '../version.ts';

// Builders for the tests of this folder.

function given<T>(value: T | null): T {
  if (value === null) throw new Error('The sample is malformed.');
  return value;
}

/** The n-th commit: its first seven digits are its own and begin with a letter. */
export function sha(n: number): Sha {
  return given(parseSha(`c${n.toString(16).padStart(3, '0')}`.repeat(10)));
}

export function versionId(n: number): VersionId {
  return given(parseId<VersionId>(`00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`));
}

export const connectionId = given(parseId<ConnectionId>('aaaaaaaa-0000-4000-8000-000000000001'));
export const otherConnectionId = given(parseId<ConnectionId>('bbbbbbbb-0000-4000-8000-000000000001'));

export function minute(n: number): Date {
  return new Date(Date.UTC(2026, 0, 1, 0, n));
}

/** Of the commit `n`: version number n, published in minute n, with content `content`. */
export function commitVersionOf(n: number, content: string, changes: Partial<VersionFacts> = {}): VersionFacts {
  return {
    id: versionId(n),
    version: `0.0.0-github.${sha(n).slice(0, 7)}`,
    origin: { kind: 'branch', connectionId, commit: sha(n) },
    manifestHash: content,
    rolledBack: false,
    yanked: false,
    publishedAt: minute(n),
    ...changes,
  };
}

/** Of the tag `v<version>` at commit `n`. */
export function taggedVersion(
  n: number,
  version: string,
  content: string,
  changes: Partial<VersionFacts> = {},
): VersionFacts {
  const origin: VersionOrigin = { kind: 'tag', connectionId, commit: sha(n), tag: `v${version}` };
  return { ...commitVersionOf(n, content), version, origin, ...changes };
}

/** Pushed by a registry client in minute `n`. */
export function clientVersion(n: number, version: string, content: string): VersionFacts {
  return { ...commitVersionOf(n, content), version, origin: { kind: 'client' } };
}

export function fromBranch(n: number, content: string): Candidate {
  return { origin: { kind: 'branch', connectionId, commit: sha(n) }, taggedVersion: null, manifestHash: content };
}

export function fromOtherRef(n: number, content: string): Candidate {
  return { origin: { kind: 'other-ref', connectionId, commit: sha(n) }, taggedVersion: null, manifestHash: content };
}

export function fromTag(n: number, version: string, content: string, tag = `v${version}`): Candidate {
  return {
    origin: { kind: 'tag', connectionId, commit: sha(n), tag },
    taggedVersion: version,
    manifestHash: content,
  };
}

/** `current` is the current one of the versions; `chosenAt` the minute of the last choice. */
export function entry(versions: VersionFacts[], current?: VersionFacts, chosenAt?: number): EntryState {
  return {
    versions,
    currentId: current?.id ?? null,
    currentChosenAt: chosenAt === undefined ? null : minute(chosenAt),
  };
}
