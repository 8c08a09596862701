import { CheckCircleFillIcon, CircleSlashIcon, ClockIcon, XCircleFillIcon } from '@primer/octicons-react';
import { Spinner } from '@primer/react';
import { adviceBeside } from '../../../../domain/publishing/advice.ts';
import { stepLabel } from '../../../../domain/publishing/step-label.ts';
import { isStopped } from '../../../../domain/publishing/stopped-step.ts';
import type { Schema } from '../api/client.ts';
import { shortSha } from '../components/git-names.ts';
import { describeDuration } from '../components/quantities.ts';
import { StatusLabel } from '../components/status-label.tsx';
import { OutsideLink, TextLink } from '../components/text-link.tsx';
import { Time } from '../components/time.tsx';
import styles from './settings.module.css';
import { unmatchedTag } from './unmatched-tag.ts';
import { useFollowedAttempt } from './use-followed-attempt.ts';

type Detail = Schema<'AttemptDetail'>;
type Step = Schema<'Step'>;

type Props = { attemptId: string; tagPattern: string; onEnd(): void };

/** An attempt while it runs, step by step, and what it came to. */
export function SyncProgress({ attemptId, tagPattern, onEnd }: Props) {
  const { attempt, ended } = useFollowedAttempt(attemptId, onEnd);
  if (attempt === null) {
    return (
      <p role="status">
        <Spinner size="small" /> {ended ? 'The attempt could not be read.' : 'Waiting for the attempt to begin …'}
      </p>
    );
  }
  const isOver = attempt.status !== 'pending';
  return (
    <div className={styles.stack}>
      <ol className={styles.steps} aria-label="Steps">
        {attempt.steps.map((step) => (
          <StepLine key={step.name} step={step} attempt={attempt} isOver={isOver && ended} />
        ))}
      </ol>
      <div role="status" className={styles.stack}>
        {isOver ? (
          <Result attempt={attempt} tagPattern={tagPattern} />
        ) : (
          <p className={styles.muted}>{underWay(attempt)}</p>
        )}
      </div>
    </div>
  );
}

function underWay({ steps }: Detail): string {
  const last = steps.at(-1);
  return last ? `${stepLabel(last.name)} …` : 'Waiting for the first step …';
}

function StepLine({ step, attempt, isOver }: { step: Step; attempt: Detail; isOver: boolean }) {
  const { name, started_at, finished_at, tries } = step;
  const last = tries.at(-1);
  const error = last?.error ?? null;
  const isDone = finished_at !== null;
  const stopped = isStopped({ name, isFinished: isDone }, attempt);
  return (
    <li>
      {stopped ? (
        <CircleSlashIcon className={styles.muted} aria-label="stopped" />
      ) : (
        <StepMark isDone={isDone} error={error} isOver={isOver} />
      )}
      <span>
        {stepLabel(name)}
        <span className={styles.small}>
          {finished_at && ` took ${describeDuration(Date.parse(finished_at) - Date.parse(started_at))}`}
          {tries.length > 1 && `, ${tries.length} tries`}
          {last?.retry_at && !isDone && !stopped && (
            <>
              , tries again <Time at={last.retry_at} />
            </>
          )}
        </span>
        {error !== null && <span className={styles.small}> {error}</span>}
      </span>
    </li>
  );
}

function StepMark({ isDone, error, isOver }: { isDone: boolean; error: string | null; isOver: boolean }) {
  if (isDone && error === null) return <CheckCircleFillIcon className={styles.good} aria-label="done" />;
  if (error !== null && (isDone || isOver)) return <XCircleFillIcon className={styles.bad} aria-label="failed" />;
  if (error !== null) return <ClockIcon className={styles.warned} aria-label="waiting" />;
  return isOver ? <ClockIcon aria-label="left undone" /> : <Spinner size="small" srText="under way" />;
}

function Result({ attempt, tagPattern }: { attempt: Detail; tagPattern: string }) {
  const { status, version, entry_id, reason, message, fix, commit, commit_url, check_run_url, id } = attempt;
  const advice = adviceBeside({ reason, message, fix });
  const unmatched = unmatchedTag(tagPattern, attempt);
  return (
    <>
      <p>
        <StatusLabel status={status} /> {message ?? (version && `Published ${version}.`)}
      </p>
      {unmatched !== null && (
        <p className={styles.muted}>
          The tag {unmatched} does not match the tag pattern {tagPattern}: it gives a version of its commit.
        </p>
      )}
      {advice && status !== 'published' && <p className={styles.muted}>{advice}</p>}
      <p className={styles.row}>
        {version && <TextLink to={`/registry/${entry_id}/versions/${version}`}>Version {version}</TextLink>}
        {commit && commit_url && <OutsideLink href={commit_url}>Commit {shortSha(commit)} on GitHub</OutsideLink>}
        {check_run_url && <OutsideLink href={check_run_url}>Check-run on GitHub</OutsideLink>}
        <TextLink to={`/attempts/${id}`}>All about this attempt</TextLink>
      </p>
      <WrittenBack attempt={attempt} />
    </>
  );
}

function WrittenBack({ attempt: { write_back_status: status, write_back_message: message } }: { attempt: Detail }) {
  switch (status) {
    case 'failed':
      return <p className={styles.warned}>The result could not be written to the commit. {message}</p>;
    case 'unsupported':
      return <p className={styles.muted}>The result was not written to the commit. {message}</p>;
    case 'disabled':
      return <p className={styles.small}>Nothing was written to the commit.</p>;
    case 'pending':
      return <p className={styles.small}>The commit is being told …</p>;
    case 'success':
      return null;
    default:
      return status satisfies never;
  }
}
