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
  const written = writeBackEvent(attempt);
  if (written) events.push({ ...base, ...written, at: latest(writeBackAt, finishedAt) });
  return events;
}

function writeBackEvent({ entryName, ...attempt }: AttemptFacts['attempt']) {
  const { writeBackStatus, writeBackMessage, checkRunId, statusContext } = attempt;
  const details = { status: writeBackStatus, check_run_id: checkRunId, status_context: statusContext };
  const kind = 'write_back' as const;
  const because = writeBackMessage ? ` ${writeBackMessage}` : '';
  switch (writeBackStatus) {
    case 'pending':
      return {
        kind,
        summary: `The commit has not been told of ${entryName} yet.`,
        code: 'write_back_pending',
        fix: null,
        details,
      };
    case 'disabled':
      return {
        kind,
        summary: `Nothing was written to the commit of ${entryName}.`,
        code: 'write_back_disabled',
        fix: null,
        details,
      };
    case 'success':
      return {
        kind,
        summary: `The commit was told of ${entryName}.${because}`,
        code: 'write_back_success',
        fix: null,
        details,
      };
    case 'failed': {
      const fix = 'The publish stands as it is. Re-run the attempt to have the commit told.';
      return {
        kind,
        summary: `The commit could not be told of ${entryName}.${because}`,
        code: 'write_back_failed',
        fix,
        details,
      };
    }
    case 'unsupported': {
      const fix = 'Give the App the permission checks: write or statuses: write, and accept it on the account.';
      const summary = `The commit cannot be told of ${entryName}: the App lacks the permission.${because}`;
      return { kind, summary, code: 'write_back_unsupported', fix, details };
    }
    default:
      return writeBackStatus satisfies never;
  }
}

function latest(a: Date | null, b: Date): Date {
  return a !== null && a > b ? a : b;
}
