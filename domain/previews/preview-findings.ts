import type { Annotation } from '../publishing/outcome.ts';
import { currentOf, type EntryState, isRelease } from '../registry/entry-state.ts';
import { planPush } from '../registry/push-plan.ts';
import type { ManifestFile, PackedArchive } from '../registry/version.ts';
import type { ConnectionId, Sha } from '../shared/ids.ts';
import { compareFiles, type FileChanges } from './file-changes.ts';

/** What a pull request's head would publish. It is stored by engines, so it names no more paths than are shown. */
export type PreviewFindings =
  | {
      kind: 'publishable';
      /** The version of the head's own commit; the merge has a commit, and so a version, of its own. */
      version: string;
      package: PackageFacts;
      changes: ListedChanges;
      /** The entry's current version, which the changes are against; null: it has none. */
      against: string | null;
      current: CurrentOutlook;
    }
  /** `version` holds the same files already. */
  | { kind: 'unchanged'; version: string }
  /** The head cannot be published. `omitted`: problems that are not listed. */
  | { kind: 'refused'; reason: string; message: string; problems: Annotation[]; omitted: number }
  /** It could not be looked at; that was no fault of the head. */
  | { kind: 'not-looked-at'; reason: string; message: string };

/** Sizes in bytes; hashes are lower-case hex SHA-256. */
export type PackageFacts = {
  contentHash: string;
  tarHash: string;
  sizeBytes: number;
  unpackedBytes: number;
  files: number;
};

/** Up to `maxPathsListed` paths of each kind, and how many there are of each. */
export type ListedChanges = FileChanges & { counts: { added: number; removed: number; changed: number } };

/** Whether it would become the current version, or what keeps it from that. */
export type CurrentOutlook = 'becomes-current' | 'release-stays' | 'other-stays';

const maxPathsListed = 100;

type Head = { connectionId: ConnectionId; commit: Sha; archive: PackedArchive };

/**
 * What the head would publish if the branch were at it now, by the rules of a push. `currentFiles`: the files of the
 * entry's current version.
 */
export function findingsOf(
  head: Head,
  state: EntryState,
  currentFiles: readonly ManifestFile[] | null,
): PreviewFindings {
  const { connectionId, commit, archive } = head;
  const candidate = {
    origin: { kind: 'branch' as const, connectionId, commit },
    taggedVersion: null,
    manifestHash: archive.manifestHash,
  };
  // A sync by hand of the head made a version that no merge can stand for.
  const merged = state.versions.filter(({ origin }) => origin.kind !== 'other-ref' || origin.commit !== commit);
  const plan = planPush(
    candidate,
    { ...state, versions: merged },
    { commit, versionId: null, candidateFromCurrent: 'ahead' },
  );
  switch (plan.kind) {
    case 'publish': {
      const becomesCurrent = plan.current.kind === 'set' && plan.current.to === 'candidate';
      return {
        kind: 'publishable',
        version: plan.version,
        package: factsOf(archive),
        changes: listed(compareFiles(currentFiles ?? [], archive.files)),
        against: currentOf(state)?.version ?? null,
        current: becomesCurrent ? 'becomes-current' : reasonToStay(state),
      };
    }
    case 'already-published':
    case 'content-unchanged':
      return { kind: 'unchanged', version: plan.existing.version };
    case 'tag-moved':
    case 'version-taken':
    case 'compare-needed':
      throw new Error(`A commit of a branch that is its head was planned as ${plan.kind}.`);
    default:
      return plan satisfies never;
  }
}

function reasonToStay(state: EntryState): CurrentOutlook {
  const current = currentOf(state);
  return current !== null && isRelease(current) ? 'release-stays' : 'other-stays';
}

function factsOf({ contentHash, tarHash, sizeBytes, unpackedBytes, files }: PackedArchive): PackageFacts {
  return { contentHash, tarHash, sizeBytes, unpackedBytes, files: files.length };
}

function listed({ added, removed, changed }: FileChanges): ListedChanges {
  const first = (paths: string[]) => paths.slice(0, maxPathsListed);
  const counts = { added: added.length, removed: removed.length, changed: changed.length };
  return { added: first(added), removed: first(removed), changed: first(changed), counts };
}
