import { type AutomaticRun, planAutomaticRun } from '../../publishing/automatic-run.ts';
import { type AttemptId, parseId, type VersionId } from '../../shared/ids.ts';
import type { CurrentMove, MovedPointer } from '../current-moves.ts';
import type { BranchHead, EntryState, VersionFacts } from '../entry-state.ts';
import { currentOf, isCommitVersion } from '../entry-state.ts';
import { planPush } from '../push-plan.ts';
import { planRollback, timeOfChoice } from '../rollback.ts';
import { planUnyank, planYank } from '../yank.ts';
import { clientVersion, fromBranch, fromTag, minute, sha, versionId } from './sample-entry.ts';

// A model of a repository, its webhooks and an entry, for the property that order does not matter.

type Commit = { number: number; content: string; parent: Commit | null };
type Event = { kind: 'branch'; commit: Commit } | { kind: 'tag'; version: string; commit: Commit };
type Observation = { head: Commit; branchRevision: number };
type Run = {
  event: Event;
  observed: Observation | null;
  status: 'pending' | 'published' | 'failed';
  version: VersionId | null;
};

/** The content of a commit that cannot be published. */
export const broken = 'broken';

/** Pushes and tags go into it; webhooks come late and in any order, and attempts run step by step beside each other. */
export class RepositoryModel {
  readonly commits: Commit[] = [];
  readonly inFlight: Event[] = [];
  readonly runs: Run[] = [];
  head: Commit | null = null;
  state: { -readonly [K in keyof EntryState]: EntryState[K] } = {
    versions: [],
    currentId: null,
    currentChosenAt: null,
  };
  readonly moves: CurrentMove[] = [];
  branchRevision = 0;

  push(content: string): void {
    const commit = { number: this.commits.length + 1, content, parent: this.head };
    this.commits.push(commit);
    this.moveHead(commit);
  }

  forceBackTo(index: number): void {
    const commit = this.commits[index % Math.max(1, this.commits.length)];
    if (commit) this.moveHead(commit);
  }

  /** Makes the tag, or moves it. */
  tag(version: string): void {
    if (this.head) this.inFlight.push({ kind: 'tag', version, commit: this.head });
  }

  /** A client pushes a version of its own. */
  pushByClient(content: string): void {
    const number = this.state.versions.length + 1;
    const version = clientVersion(number, `0.1.${number}`, content);
    this.state.versions = [...this.state.versions, version];
    this.moveTo({ to: version.id, chosenAt: this.choiceNow() }, 'pushed');
  }

  /** A person rolls back: to the version of that name, or to the one before. False: it was refused. */
  rollBack(target: string | null): boolean {
    const plan = planRollback(this.state, this.moves, target);
    if (plan.kind !== 'roll-back') return false;
    this.change(plan.left?.id, { rolledBack: true });
    this.change(plan.to.id, { rolledBack: false });
    this.moveTo({ to: plan.to.id, chosenAt: this.choiceNow() }, 'rolled-back');
    return true;
  }

  /** A person yanks a version, or takes its yank back. */
  yank(index: number, yanked: boolean): void {
    const version = this.state.versions[index % Math.max(1, this.state.versions.length)];
    if (!version || version.yanked === yanked) return;
    const moved = (yanked ? planYank : planUnyank)(this.state, this.moves, version.id);
    this.change(version.id, { yanked });
    if (moved) this.moveTo(moved, yanked ? 'yanked' : 'unyanked');
  }

  private change(id: VersionId | undefined, changes: Partial<VersionFacts>): void {
    this.state.versions = this.state.versions.map((known) => (known.id === id ? { ...known, ...changes } : known));
  }

  private moveTo(moved: MovedPointer, cause: CurrentMove['cause']): void {
    this.state.currentId = moved.to;
    this.state.currentChosenAt = moved.chosenAt;
    this.moves.push({ ...moved, cause, movedAt: this.choiceNow() });
  }

  /** Time goes on with the versions; within one of its minutes much may happen. */
  private choiceNow(): Date {
    return timeOfChoice(this.state, minute(this.state.versions.length));
  }

  private moveHead(commit: Commit): void {
    this.head = commit;
    this.inFlight.push({ kind: 'branch', commit });
  }

  /** One of the webhooks arrives. */
  receive(index: number): void {
    const [event] = this.inFlight.splice(index % Math.max(1, this.inFlight.length), 1);
    if (!event) return;
    if (event.kind === 'branch') this.branchRevision += 1;
    if (this.runFor(event).kind === 'new-run') {
      this.runs.push({ event, observed: null, status: 'pending', version: null });
    }
  }

  /** One of the open attempts goes one step: asks for the branch's head, or concludes by what it was told. */
  step(index: number): void {
    const open = this.runs.filter((run) => run.status === 'pending');
    const run = open[index % Math.max(1, open.length)];
    if (!run || !this.head) return;
    if (run.event.commit.content === broken) run.status = 'failed';
    else if (run.event.kind === 'tag') this.conclude(run, null);
    else if (run.observed === null) run.observed = { head: this.head, branchRevision: this.branchRevision };
    else if (run.observed.branchRevision !== this.branchRevision) run.observed = null;
    else this.conclude(run, run.observed.head);
  }

  finish(order: number): void {
    while (this.inFlight.length > 0) this.receive(order);
    while (this.runs.some((run) => run.status === 'pending')) this.step(order);
  }

  current(): VersionFacts | null {
    return currentOf(this.state);
  }

  private conclude(run: Run, head: Commit | null): void {
    const { commit } = run.event;
    const { kind, content } = { kind: run.event.kind, content: commit.content };
    const candidate =
      run.event.kind === 'tag'
        ? fromTag(commit.number, run.event.version, content)
        : fromBranch(commit.number, content);
    let plan = planPush(candidate, this.state, kind === 'branch' && head ? this.branchHead(head, null) : null);
    if (plan.kind === 'compare-needed' && head) {
      const from = this.commits.find(
        ({ number }) => plan.kind === 'compare-needed' && sha(number) === plan.currentCommit,
      );
      plan = planPush(candidate, this.state, this.branchHead(head, from ? relation(from, commit) : 'diverged'));
    }
    if (plan.kind === 'compare-needed') throw new Error('What was answered is asked again.');
    run.status = plan.kind === 'tag-moved' || plan.kind === 'version-taken' ? 'failed' : 'published';
    if (plan.kind === 'tag-moved' || plan.kind === 'version-taken') return;
    run.version = plan.kind === 'publish' ? this.publish(plan.version, candidate) : plan.existing.id;
    if (plan.current.kind === 'keep') return;
    this.moveTo({ to: plan.current.to === 'candidate' ? run.version : plan.current.to, chosenAt: null }, 'derived');
  }

  private publish(version: string, { origin, manifestHash }: ReturnType<typeof fromBranch>): VersionId {
    const number = this.state.versions.length + 1;
    if (this.state.versions.some((known) => known.version === version)) throw new Error(`${version} is taken.`);
    const facts = {
      id: versionId(number),
      version,
      origin,
      manifestHash,
      rolledBack: false,
      yanked: false,
      publishedAt: minute(number),
    };
    this.state.versions = [...this.state.versions, facts];
    return facts.id;
  }

  private branchHead(head: Commit, candidateFromCurrent: BranchHead['candidateFromCurrent']): BranchHead {
    const stoodFor = this.runs.findLast(
      ({ event, version }) => event.kind === 'branch' && event.commit === head && version,
    );
    return { commit: sha(head.number), versionId: stoodFor?.version ?? null, candidateFromCurrent };
  }

  /** As the store plans automatic runs: a published commit runs again when the current version may have to move to it. */
  private runFor(event: Event): AutomaticRun {
    const ofKey = this.runs.filter((run) => keyOf(run.event) === keyOf(event));
    const settledVersion = ofKey.findLast((run) => run.version !== null)?.version ?? null;
    const plans = ofKey.map(({ status, version }) => {
      return { attemptId: someAttempt, status, settled: status !== 'pending', hasVersion: version !== null };
    });
    return planAutomaticRun(plans.reverse(), event.kind === 'branch' && this.currentMayMove(settledVersion));
  }

  private currentMayMove(settledVersion: VersionId | null): boolean {
    const current = this.current();
    if (current && !isCommitVersion(current)) return false;
    if (current && current.id !== settledVersion) return true;
    return this.runs.some((run) => run.event.kind === 'branch' && run.status === 'pending');
  }
}

const someAttempt = parseId<AttemptId>('00000000-0000-4000-8000-00000000000a') as AttemptId;

function keyOf(event: Event): string {
  return event.kind === 'tag' ? `${event.version} ${event.commit.number}` : `branch ${event.commit.number}`;
}

/** `to` as seen from `from`. */
function relation(from: Commit, to: Commit): Exclude<BranchHead['candidateFromCurrent'], null> {
  if (from === to) return 'identical';
  if (ancestors(to).includes(from)) return 'ahead';
  return ancestors(from).includes(to) ? 'behind' : 'diverged';
}

function ancestors({ parent }: Commit): Commit[] {
  return parent ? [parent, ...ancestors(parent)] : [];
}
