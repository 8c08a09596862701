import { describe, expect, test } from 'vitest';
import type { BranchHead } from './entry-state.ts';
import { planPush } from './push-plan.ts';
import {
  clientVersion,
  commitVersionOf,
  connectionId,
  entry,
  fromBranch,
  fromOtherRef,
  fromTag,
  otherConnectionId,
  sha,
  taggedVersion,
  versionId,
} from './testing/sample-entry.ts';

const keep = { kind: 'keep' };
const setCandidate = { kind: 'set', to: 'candidate' };

function headAt(
  n: number,
  version?: number,
  candidateFromCurrent: BranchHead['candidateFromCurrent'] = null,
): BranchHead {
  return { commit: sha(n), versionId: version === undefined ? null : versionId(version), candidateFromCurrent };
}

describe('a tag', () => {
  const published = taggedVersion(1, '1.2.0', 'x');

  test('publishes the version it names and makes it current', () => {
    expect(planPush(fromTag(1, '1.2.0', 'x'), entry([]), null)).toEqual({
      kind: 'publish',
      version: '1.2.0',
      current: setCandidate,
    });
  });

  test('met again with the same files is already published', () => {
    const plan = planPush(fromTag(1, '1.2.0', 'x'), entry([published], published), null);
    expect(plan).toEqual({ kind: 'already-published', existing: published, current: keep });
  });

  test('that moved to another commit with the same files is already published', () => {
    const plan = planPush(fromTag(2, '1.2.0', 'x'), entry([published], published), null);
    expect(plan).toMatchObject({ kind: 'already-published', existing: published });
  });

  test('that moved to other files is refused', () => {
    const plan = planPush(fromTag(2, '1.2.0', 'y'), entry([published], published), null);
    expect(plan).toEqual({ kind: 'tag-moved', existing: published });
  });

  test.each([
    ['another tag for the same version', fromTag(2, '1.2.0', 'y', 'release-1.2.0'), published],
    ['the same tag and commit under other settings', fromTag(1, '1.2.0', 'y'), published],
    ["a version that a client's push holds", fromTag(1, '1.2.0', 'y'), clientVersion(1, '1.2.0', 'x')],
  ])('%s with other files finds the version taken', (_, candidate, existing) => {
    expect(planPush(candidate, entry([existing], existing), null)).toEqual({ kind: 'version-taken', existing });
  });

  test("whose files a client's push published under that version is already published, and moves nothing", () => {
    const pushed = clientVersion(1, '1.2.0', 'x');
    const current = commitVersionOf(2, 'y');
    const plan = planPush(fromTag(3, '1.2.0', 'x'), entry([pushed, current], current), null);
    expect(plan).toEqual({ kind: 'already-published', existing: pushed, current: keep });
  });

  test.each([
    ['higher than the current release', '1.10.0', taggedVersion(1, '1.9.0', 'x'), setCandidate],
    ['lower than the current release', '1.8.0', taggedVersion(1, '1.9.0', 'x'), keep],
    ['a pre-release above the current release', '2.0.0-rc.1', taggedVersion(1, '1.9.0', 'x'), keep],
    ['the release of a chosen pre-release', '2.0.0', taggedVersion(1, '2.0.0-rc.1', 'x'), setCandidate],
    ['any release above a commit version', '0.0.1', commitVersionOf(1, 'x'), setCandidate],
    ["higher than a client's version", '0.2.0', clientVersion(1, '0.1.1795000000000', 'x'), setCandidate],
    ["lower than a client's version", '0.0.9', clientVersion(1, '0.1.1795000000000', 'x'), keep],
    ["any release over a client's version that is no SemVer", '0.0.9', clientVersion(1, 'nightly', 'x'), setCandidate],
    ['of later build metadata', '1.9.0+b', taggedVersion(1, '1.9.0+a', 'x'), setCandidate],
    ['of earlier build metadata', '1.9.0+a', taggedVersion(1, '1.9.0+b', 'x'), keep],
  ])('with a version %s', (_, version, current, choice) => {
    const plan = planPush(fromTag(5, version, 'new'), entry([current], current), null);
    expect(plan).toEqual({ kind: 'publish', version, current: choice });
  });

  test('with a pre-release never becomes current, even as the first version', () => {
    expect(planPush(fromTag(1, '1.0.0-rc.1', 'x'), entry([]), null)).toMatchObject({ kind: 'publish', current: keep });
  });

  test('run again makes its release current when that was missed', () => {
    const current = commitVersionOf(2, 'y');
    const plan = planPush(fromTag(1, '1.2.0', 'x'), entry([published, current], current), null);
    expect(plan).toMatchObject({ kind: 'already-published', current: { kind: 'set', to: published.id } });
  });

  test('run again does not undo a rollback', () => {
    const left = taggedVersion(2, '2.0.0', 'y', { rolledBack: true });
    const chosen = taggedVersion(1, '1.0.0', 'x');
    for (const chosenAt of [3, undefined]) {
      const plan = planPush(fromTag(2, '2.0.0', 'y'), entry([chosen, left], chosen, chosenAt), null);
      expect(plan).toMatchObject({ kind: 'already-published', current: keep });
    }
  });

  test("run again does not undo a client's later push", () => {
    const pushed = clientVersion(3, '0.1.0', 'z');
    const plan = planPush(fromTag(1, '1.2.0', 'x'), entry([published, pushed], pushed, 3), null);
    expect(plan).toMatchObject({ kind: 'already-published', current: keep });
  });

  test('with a release above the one that was rolled back to replaces the choice', () => {
    const left = taggedVersion(2, '2.0.0', 'y', { rolledBack: true });
    const chosen = taggedVersion(1, '1.0.0', 'x');
    const state = entry([chosen, left], chosen, 3);
    expect(planPush(fromTag(4, '1.0.1', 'z'), state, null)).toMatchObject({ current: setCandidate });
    expect(planPush(fromTag(4, '0.9.0', 'z'), state, null)).toMatchObject({ current: keep });
  });
});

describe("a commit's version", () => {
  test('is named by seven digits of the sha, and current for the head of the branch', () => {
    const plan = planPush(fromBranch(1, 'x'), entry([]), headAt(1));
    expect(plan).toEqual({ kind: 'publish', version: '0.0.0-github.c001c00', current: setCandidate });
  });

  test('whose name is taken gets one more digit', () => {
    const taken = clientVersion(1, '0.0.0-github.c002c00', 'x');
    const plan = planPush(fromBranch(2, 'y'), entry([taken], taken), headAt(2));
    expect(plan).toMatchObject({ kind: 'publish', version: '0.0.0-github.c002c002' });
  });

  test('is published once for one content', () => {
    const existing = commitVersionOf(1, 'x');
    const plan = planPush(fromBranch(1, 'x'), entry([existing], existing), headAt(1, 1));
    expect(plan).toEqual({ kind: 'already-published', existing, current: keep });
  });

  test('is published under a longer name when changed settings give other files', () => {
    const existing = commitVersionOf(1, 'x');
    const plan = planPush(fromBranch(1, 'y'), entry([existing], existing), headAt(1, 1));
    expect(plan).toEqual({ kind: 'publish', version: '0.0.0-github.c001c001', current: setCandidate });
  });

  test('is already published when a connection that is gone published it', () => {
    const origin = { kind: 'branch', connectionId: otherConnectionId, commit: sha(1) } as const;
    const existing = commitVersionOf(1, 'x', { origin });
    const plan = planPush(fromBranch(1, 'x'), entry([existing], existing), headAt(1, 1));
    expect(plan).toEqual({ kind: 'already-published', existing, current: keep });
  });

  test('that was first published from another ref becomes current when the branch reaches it', () => {
    const current = commitVersionOf(1, 'x');
    const existing = commitVersionOf(2, 'y', { origin: fromOtherRef(2, 'y').origin });
    const plan = planPush(fromBranch(2, 'y'), entry([current, existing], current), headAt(2));
    expect(plan).toEqual({ kind: 'already-published', existing, current: { kind: 'set', to: existing.id } });
  });

  test('with the files of the newest version of the branch is unchanged', () => {
    const existing = commitVersionOf(1, 'x');
    const plan = planPush(fromBranch(2, 'x'), entry([existing], existing), headAt(2));
    expect(plan).toEqual({ kind: 'content-unchanged', existing, current: keep });
  });

  test.each([
    ['release', taggedVersion(1, '1.0.0', 'x')],
    ["client's version", clientVersion(1, '0.1.5', 'x')],
  ])('with the files of the current %s is unchanged', (_, existing) => {
    const plan = planPush(fromBranch(2, 'x'), entry([existing], existing), headAt(2));
    expect(plan).toEqual({ kind: 'content-unchanged', existing, current: keep });
  });

  test('with the files of an older version is published: the branch went back to them', () => {
    const [a, b] = [commitVersionOf(1, 'x'), commitVersionOf(2, 'y')];
    const plan = planPush(fromBranch(3, 'x'), entry([a, b], b), headAt(3));
    expect(plan).toMatchObject({ kind: 'publish', current: setCandidate });
  });

  test('unchanged since the newest version points back to that when another is current', () => {
    const [a, b] = [commitVersionOf(1, 'x'), commitVersionOf(2, 'y')];
    const plan = planPush(fromBranch(3, 'y'), entry([a, b], a), headAt(3));
    expect(plan).toEqual({ kind: 'content-unchanged', existing: b, current: { kind: 'set', to: b.id } });
  });

  test('never replaces a release', () => {
    const release = taggedVersion(1, '1.0.0', 'x');
    const plan = planPush(fromBranch(2, 'y'), entry([release], release), headAt(2));
    expect(plan).toMatchObject({ kind: 'publish', current: keep });
  });

  test('becomes current although there are pre-releases and releases that were rolled back', () => {
    const rolledBack = taggedVersion(1, '1.0.0', 'x', { rolledBack: true });
    const preRelease = taggedVersion(2, '2.0.0-rc.1', 'y');
    const plan = planPush(fromBranch(3, 'z'), entry([rolledBack, preRelease]), headAt(3));
    expect(plan).toMatchObject({ current: setCandidate });
  });

  test("replaces a client's version, being newer than the client's choice", () => {
    const pushed = clientVersion(1, '0.1.5', 'x');
    for (const head of [headAt(2), headAt(9)]) {
      expect(planPush(fromBranch(2, 'y'), entry([pushed], pushed, 1), head)).toMatchObject({ current: setCandidate });
    }
  });

  test('from another ref never touches the current version and is published whatever stands already', () => {
    expect(planPush(fromOtherRef(1, 'x'), entry([]), null)).toEqual({
      kind: 'publish',
      version: '0.0.0-github.c001c00',
      current: keep,
    });
    const current = commitVersionOf(1, 'x');
    const plan = planPush(fromOtherRef(2, 'x'), entry([current], current), null);
    expect(plan).toMatchObject({ kind: 'publish', current: keep });
  });
});

describe('when the branch has moved', () => {
  const [a, b] = [commitVersionOf(1, 'x'), commitVersionOf(2, 'y')];

  test('back to a published commit, that version becomes current without new bytes', () => {
    const plan = planPush(fromBranch(1, 'x'), entry([a, b], b), headAt(1, 1));
    expect(plan).toEqual({ kind: 'already-published', existing: a, current: { kind: 'set', to: a.id } });
  });

  test('on to a published commit, a late commit is published beside it', () => {
    const plan = planPush(fromBranch(3, 'z'), entry([a, b], b), headAt(2, 2));
    expect(plan).toMatchObject({ kind: 'publish', current: keep });
  });

  test('back to a published commit while another was under way, the head decides', () => {
    const plan = planPush(fromBranch(3, 'z'), entry([a, b], b), headAt(1, 1));
    expect(plan).toMatchObject({ kind: 'publish', current: { kind: 'set', to: a.id } });
  });

  test('on to a commit without a version, the first commit is current for the time being', () => {
    expect(planPush(fromBranch(1, 'x'), entry([]), headAt(9))).toMatchObject({ current: setCandidate });
  });

  test.each([
    ['ahead', setCandidate],
    ['behind', keep],
    ['diverged', setCandidate],
  ] as const)('on to a commit without a version, a candidate that is %s of the current one', (relation, choice) => {
    const plan = planPush(fromBranch(3, 'z'), entry([a, b], b), headAt(9, undefined, relation));
    expect(plan).toEqual({ kind: 'publish', version: '0.0.0-github.c003c00', current: choice });
  });

  test('on to a commit without a version, how candidate and current lie to each other is asked', () => {
    const plan = planPush(fromBranch(3, 'z'), entry([a, b], b), headAt(9));
    expect(plan).toEqual({ kind: 'compare-needed', currentCommit: sha(2) });
  });

  test('on to a commit without a version, a published commit that was forced away stays away', () => {
    const plan = planPush(fromBranch(1, 'x'), entry([a, b], b), headAt(9, undefined, 'diverged'));
    expect(plan).toMatchObject({ kind: 'already-published', current: keep });
  });

  test('nothing is asked when the current version stays anyway', () => {
    const rolledBack = { ...b, rolledBack: true };
    const plan = planPush(fromBranch(2, 'y'), entry([a, rolledBack], a), headAt(9));
    expect(plan).toMatchObject({ kind: 'already-published', current: keep });
  });

  test('nothing is asked about the commit of another connection, whose version gives way', () => {
    const origin = { kind: 'branch', connectionId: otherConnectionId, commit: sha(1) } as const;
    const old = commitVersionOf(1, 'x', { origin });
    expect(planPush(fromBranch(3, 'z'), entry([old], old), headAt(9))).toMatchObject({ current: setCandidate });
  });

  test('nothing is asked about the same commit under other settings, which give way', () => {
    expect(planPush(fromBranch(2, 'z'), entry([a, b], b), headAt(9))).toMatchObject({ current: setCandidate });
  });

  test('and is gone, nothing moves', () => {
    expect(planPush(fromBranch(3, 'z'), entry([a, b], b), null)).toMatchObject({ kind: 'publish', current: keep });
  });
});

describe('after a rollback', () => {
  const chosen = commitVersionOf(1, 'x');
  const left = commitVersionOf(2, 'y', { rolledBack: true });
  const state = entry([chosen, left], chosen, 3);

  test('the version that was left does not come back with its commit', () => {
    expect(planPush(fromBranch(2, 'y'), state, headAt(2, 2))).toMatchObject({ current: keep });
  });

  test('the version that was left does not come back with a commit that changed nothing in it', () => {
    const plan = planPush(fromBranch(4, 'y'), state, headAt(4));
    expect(plan).toEqual({ kind: 'content-unchanged', existing: left, current: keep });
  });

  test('a version from before the choice does not replace it', () => {
    const older = commitVersionOf(0, 'w');
    const plan = planPush(fromBranch(0, 'w'), entry([older, chosen, left], chosen, 3), headAt(0, 0));
    expect(plan).toMatchObject({ kind: 'already-published', current: keep });
  });

  test('a version published since the choice replaces it when the branch is back at it', () => {
    const newer = commitVersionOf(5, 'w');
    const plan = planPush(fromBranch(5, 'w'), entry([chosen, left, newer], chosen, 3), headAt(5, 5));
    expect(plan).toMatchObject({ kind: 'already-published', current: { kind: 'set', to: newer.id } });
  });

  test('a new commit replaces the choice', () => {
    expect(planPush(fromBranch(4, 'z'), state, headAt(4))).toMatchObject({ kind: 'publish', current: setCandidate });
  });

  test('the files of a release that was rolled back do not come back as their own commit', () => {
    const release = taggedVersion(2, '1.0.0', 'y', { rolledBack: true });
    const afterRelease = entry([chosen, release], chosen, 3);
    expect(planPush(fromBranch(2, 'y'), afterRelease, headAt(2))).toMatchObject({ kind: 'publish', current: keep });
    const later = planPush(fromBranch(4, 'y'), afterRelease, headAt(4));
    expect(later).toMatchObject({ kind: 'publish', current: setCandidate });
  });

  test('a head that stands for a release that was rolled back moves nothing', () => {
    const release = taggedVersion(2, '1.0.0', 'y', { rolledBack: true });
    const plan = planPush(fromBranch(4, 'z'), entry([chosen, release], chosen, 3), headAt(5, 2, 'behind'));
    expect(plan).toMatchObject({ kind: 'publish', current: keep });
  });

  test('only versions of this connection count as the newest of its branch', () => {
    const origin = { kind: 'branch', connectionId: otherConnectionId, commit: sha(4) } as const;
    const foreign = commitVersionOf(4, 'z', { origin });
    const plan = planPush(fromBranch(5, 'z'), entry([chosen, foreign], chosen), headAt(5));
    expect(plan).toMatchObject({ kind: 'publish', current: setCandidate });
    expect(chosen.origin).toMatchObject({ connectionId });
  });
});
