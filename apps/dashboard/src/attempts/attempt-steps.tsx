import { CheckIcon, CircleSlashIcon, ClockIcon, DotFillIcon, type Icon, XIcon } from '@primer/octicons-react';
import { refusingStep } from '../../../../domain/publishing/refusing-step.ts';
import { stepLabel } from '../../../../domain/publishing/step-label.ts';
import { isStopped } from '../../../../domain/publishing/stopped-step.ts';
import { describeDuration } from '../components/quantities.ts';
import { NewTabLink } from '../components/text-link.tsx';
import styles from './attempt.module.css';
import { Clock } from './clock.tsx';
import { Timeline, TimelineItem, type Tone } from './timeline.tsx';
import { type AttemptDetail, isOpen } from './use-attempt.ts';
import { useNow } from './use-now.ts';
import { describeReason, engineWords } from './words.ts';

type Step = AttemptDetail['steps'][number];
type StepState = 'done' | 'refused' | 'gave up' | 'waits' | 'under way' | 'stopped';

/** The engine's own history, the same for every engine. */
export function AttemptSteps({ attempt }: { attempt: AttemptDetail }) {
  const { steps, engine, engine_url, status } = attempt;
  const now = useNow(isOpen(attempt));
  return (
    <>
      {steps.length === 0 ? (
        <p>{status === 'pending' ? 'No step has begun yet.' : noSteps(attempt)}</p>
      ) : (
        <Timeline label="Steps of the attempt">
          {steps.map((step) => (
            <StepItem key={`${step.name} ${step.started_at}`} step={step} attempt={attempt} now={now} />
          ))}
        </Timeline>
      )}
      {engine && (
        <p className={styles.quiet}>
          Engine: {engineWords[engine]}
          {engine_url && (
            <>
              {'. '}
              <NewTabLink href={engine_url}>Open the workflow in Temporal</NewTabLink>
            </>
          )}
        </p>
      )}
    </>
  );
}

function noSteps({ engine }: AttemptDetail): string {
  return engine === null
    ? 'No step was needed: it was decided before anything ran.'
    : 'The history of its steps is not kept any more.';
}

const looks: Record<StepState, { icon: Icon; tone: Tone }> = {
  done: { icon: CheckIcon, tone: 'success' },
  refused: { icon: XIcon, tone: 'danger' },
  'gave up': { icon: XIcon, tone: 'danger' },
  waits: { icon: ClockIcon, tone: 'attention' },
  'under way': { icon: DotFillIcon, tone: 'accent' },
  stopped: { icon: CircleSlashIcon, tone: 'neutral' },
};

function StepItem({ step, attempt, now }: { step: Step; attempt: AttemptDetail; now: number }) {
  const state = stateOf(step, attempt);
  const endedAt = step.finished_at ?? (state === 'stopped' ? attempt.finished_at : null);
  const tookMs = Math.max(0, (endedAt === null ? now : Date.parse(endedAt)) - Date.parse(step.started_at));
  return (
    <TimelineItem {...looks[state]}>
      <p className={styles.stepName}>
        {stepLabel(step.name)} <code>{step.name}</code>
      </p>
      <p className={styles.quiet}>
        {state}
        {state === 'refused' && attempt.reason && `: ${describeReason(attempt.reason)}`}
        {step.tries.length > 1 && `, ${step.tries.length} tries`}, {describeDuration(tookMs)}
        {endedAt === null ? ' so far' : ''}, began at <Clock at={step.started_at} />
      </p>
      {hasTold(step) && (
        <ol className={styles.tries}>
          {step.tries.map((one, index) => {
            if (isTold(index, step.tries.length)) {
              return <TryItem key={one.number} step={step} state={state} index={index} now={now} />;
            }
            return index === triesTold.first && <li key={one.number}>{moreTries(step.tries.length)}</li>;
          })}
        </ol>
      )}
    </TimelineItem>
  );
}

/** Of a step that was tried very often, the first and the last tries. */
const triesTold = { first: 2, last: 8 };

function isTold(index: number, tries: number): boolean {
  return index < triesTold.first || index >= tries - triesTold.last;
}

function moreTries(tries: number): string {
  return `${tries - triesTold.first - triesTold.last} more tries that did not succeed`;
}

function hasTold({ tries }: Step): boolean {
  return tries.length > 1 || tries.some(({ error }) => error !== null);
}

function stateOf({ name, finished_at, tries }: Step, attempt: AttemptDetail): StepState {
  const last = tries.at(-1);
  if (isStopped({ name, isFinished: finished_at !== null }, attempt)) return 'stopped';
  if (finished_at !== null) {
    if (last?.error) return 'gave up';
    return name === refusingStep(attempt) ? 'refused' : 'done';
  }
  return last?.retry_at ? 'waits' : 'under way';
}

type TryProps = { step: Step; state: StepState; index: number; now: number };

function TryItem({ step, state, index, now }: TryProps) {
  const [one, next] = [step.tries[index], step.tries[index + 1]];
  if (!one) return null;
  const { number, started_at, finished_at, error, retry_at } = one;
  const took = finished_at && describeDuration(Date.parse(finished_at) - Date.parse(started_at));
  const waited = next && finished_at ? Math.max(0, Date.parse(next.started_at) - Date.parse(finished_at)) : null;
  const left = !next && retry_at && state === 'waits' ? Date.parse(retry_at) - now : null;
  return (
    <li>
      <p>
        Try {number}: {finished_at === null ? state : error === null ? `done in ${took}` : `failed after ${took}`}
      </p>
      {error && <p className={styles.error}>{error}</p>}
      {waited !== null && <p className={styles.quiet}>Waited {describeDuration(waited)} before the next try.</p>}
      {left !== null && (
        <p className={styles.quiet}>{left > 0 ? `Tried again in ${describeDuration(left)}.` : 'Tried again now.'}</p>
      )}
    </li>
  );
}
