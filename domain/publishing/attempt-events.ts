import type { WriteBackStatus } from './attempt.ts';
import type { AttemptFacts, ExplainFacts } from './explain-facts.ts';
import { fixOf } from './fix.ts';
import { describeOutcome } from './outcome-message.ts';
import { stepEvents } from './step-events.ts';
import { short, skipContextOf, type TimelineEvent } from './timeline-event.ts';

/** An attempt's part in a timeline: from its making to what its commit was told. */
export function attemptEvents(
  { attempt, outcome, steps, writeBackAt }: AttemptFacts,
  facts: ExplainFacts,
): TimelineEvent[] {
  const { id: attemptId, connectionId, entryName, trigger, ref, commit, run, status, reason, finishedAt } = attempt;
  const base = { code: null, fix: null, deliveryId: null, attemptId, connectionId };
  const events: TimelineEvent[] = [
    {
      ...base,
      at: attempt.createdAt,
      kind: 'attempt_created',
      summary: `An attempt was made to publish ${ref}${commit ? ` at ${short(commit)}` : ''} into ${entryName} (trigger ${trigger}${run > 1 ? `, run ${run}` : ''}).`,
      details: { trigger, ref, commit, run, engine: attempt.engine },
    },
    ...stepEvents(steps, attempt).map((step) => ({ ...base, ...step })),
  ];
  if (finishedAt === null) return events;
  const context = skipContextOf(facts, connectionId, ref, attempt.version);
  const said = outcome ? describeOutcome(outcome, context) : (attempt.message ?? `The attempt ended as ${status}.`);
  const fix = fixOf({ status, reason }, context);
  events.push({
    ...{ ...base, at: finishedAt, kind: 'outcome', summary: said, code: reason ?? status },
    ...{ fix, details: { status, reason, version: attempt.version } },
  });
  events.push({ ...base, ...writeBackEvent(attempt), at: latest(writeBackAt, finishedAt) });
  return events;
}

function writeBackEvent({ entryName, ...attempt }: AttemptFacts['attempt']) {
  const { writeBackStatus: status, writeBackMessage, checkRunId, statusContext } = attempt;
  const because = writeBackMessage ? ` ${writeBackMessage}` : '';
  const details = { status, check_run_id: checkRunId, status_context: statusContext };
  return {
    kind: 'write_back' as const,
    ...writeBackTold(status, entryName, because),
    code: `write_back_${status}`,
    details,
  };
}

function writeBackTold(status: WriteBackStatus, entryName: string, because: string) {
  switch (status) {
    case 'pending':
      return { summary: `The commit has not been told of ${entryName} yet.`, fix: null };
    case 'disabled':
      return { summary: `Nothing was written to the commit of ${entryName}.`, fix: null };
    case 'success':
      return { summary: `The commit was told of ${entryName}.${because}`, fix: null };
    case 'failed':
      return {
        summary: `The commit could not be told of ${entryName}.${because}`,
        fix: 'The publish stands as it is. Re-run the attempt to have the commit told.',
      };
    case 'unsupported':
      return {
        summary: `The commit cannot be told of ${entryName}: the App lacks the permission.${because}`,
        fix: 'Give the App the permission checks: write or statuses: write, and accept it on the account.',
      };
    default:
      return status satisfies never;
  }
}

function latest(a: Date | null, b: Date): Date {
  return a !== null && a > b ? a : b;
}
