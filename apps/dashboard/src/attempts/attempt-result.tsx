import { Banner } from '@primer/react';
import { adviceBeside } from '../../../../domain/publishing/advice.ts';
import { stepLabel } from '../../../../domain/publishing/step-label.ts';
import { Sentence } from '../components/sentence.tsx';
import { StatusLabel } from '../components/status-label.tsx';
import { OutsideLink, TextLink } from '../components/text-link.tsx';
import styles from './attempt.module.css';
import type { AttemptDetail } from './use-attempt.ts';
import { describeReason } from './words.ts';

/** What came of it, and what to do. Changes are read out. */
export function AttemptResult({ attempt }: { attempt: AttemptDetail }) {
  return (
    <>
      <div role="status" className={styles.result}>
        <p className={styles.status}>
          <StatusLabel status={attempt.status} />
          {attempt.reason && <strong>{describeReason(attempt.reason)}</strong>}
        </p>
        <p>
          <Story attempt={attempt} />
        </p>
      </div>
      <LinesToChange attempt={attempt} />
      <NextStep attempt={attempt} />
      <div role="status" className={styles.told}>
        <WriteBack attempt={attempt} />
      </div>
    </>
  );
}

function Story({ attempt }: { attempt: AttemptDetail }) {
  const { status, version, entry_id, entry_name, message, steps, annotations } = attempt;
  if (status === 'published' && version) {
    const to = `/registry/${entry_id}/versions/${encodeURIComponent(version)}`;
    return (
      <>
        Version <TextLink to={to}>{version}</TextLink> of {entry_name} is in the registry.
      </>
    );
  }
  if (annotations.length > 0) return 'It can be published once this is changed in the repository:';
  if (status !== 'pending') return message && <Sentence text={message} />;
  const step = steps.at(-1);
  if (!step) return 'It waits for the workflow engine. This page shows its steps as they begin.';
  const retryAt = step.finished_at === null ? step.tries.at(-1)?.retry_at : null;
  if (!retryAt) return `Now: ${stepLabel(step.name)}. This page follows it.`;
  return `“${stepLabel(step.name)}” did not succeed and is tried again by itself. Nothing needs to be done.`;
}

function WriteBack({ attempt }: { attempt: AttemptDetail }) {
  const { write_back_status: status, write_back_message: message, check_run_url: url } = attempt;
  const told = url ? <OutsideLink href={url}>the check on the commit</OutsideLink> : 'the commit';
  switch (status) {
    case 'success':
      return <p>GitHub was told: see {told}.</p>;
    case 'pending':
      return <p>GitHub has not been told of the result yet; that follows by itself.</p>;
    case 'failed':
      return <p>The commit could not be told. {message} The result stands as it is; a re-run tells it anew.</p>;
    case 'unsupported':
      return (
        <p>
          The commit cannot be told: the App lacks the permission. {message} Give it the permission checks: write or
          statuses: write, and accept that on the account.
        </p>
      );
    case 'disabled':
      return <p className={styles.quiet}>Nothing is written to the commit: write-back is off.</p>;
    default:
      return status satisfies never;
  }
}

function LinesToChange({ attempt: { annotations, commit_url } }: { attempt: AttemptDetail }) {
  if (annotations.length === 0) return null;
  return (
    <ul className={styles.lines} aria-label="Lines to change">
      {annotations.map(({ path, line, column, code, message }) => {
        const isThere = code !== 'skill_md_missing';
        const place = isThere ? `${path}, line ${line}${column === null ? '' : `, column ${column}`}` : path;
        const href = commit_url && (isThere ? lineAddress(commit_url, path, line) : addressIn(commit_url, 'tree'));
        return (
          <li key={`${path}:${line}:${column}:${code}:${message}`}>
            <code>{href ? <OutsideLink href={href}>{place}</OutsideLink> : place}</code>
            <p>
              <Sentence text={message} />
            </p>
          </li>
        );
      })}
    </ul>
  );
}

/** Source: https://docs.github.com/repositories/working-with-files/using-files/getting-permanent-links-to-files */
function lineAddress(commitUrl: string, path: string, line: number): string {
  const name = path.split('/').map(encodeURIComponent).join('/');
  // A rendered Markdown file has no lines; `plain=1` shows its source.
  return `${addressIn(commitUrl, 'blob')}/${name}?plain=1#L${line}`;
}

/** Where GitHub shows the files of the commit. */
function addressIn(commitUrl: string, kind: 'blob' | 'tree'): string {
  return commitUrl.replace(/\/commit\/([0-9a-f]+)$/, `/${kind}/$1`);
}

function NextStep({ attempt: { fix, fault, message, reason } }: { attempt: AttemptDetail }) {
  const advice = adviceBeside({ reason, message, fix });
  if (advice === null) return null;
  const variant = fault === null ? 'info' : 'warning';
  return (
    <div className={styles.next}>
      <Banner title="What to do next" description={<Sentence text={advice} />} variant={variant} />
    </div>
  );
}
