import type { Schema } from '../api/client.ts';
import { shortRef, shortSha } from '../components/git-names.ts';
import { ListRow } from '../components/list.tsx';
import { describeDuration } from '../components/quantities.ts';
import { StatusLabel } from '../components/status-label.tsx';
import { TextLink } from '../components/text-link.tsx';
import { Time } from '../components/time.tsx';
import styles from './attempts.module.css';
import { describeReason, triggerWords } from './words.ts';

type Attempt = Schema<'Attempt'>;

/** One attempt of a list: what was published from where, how that went, and why. */
export function AttemptRow({ attempt }: { attempt: Attempt }) {
  const { id, entry_name, ref, commit, status, trigger, created_at, finished_at, repo_full_name, run } = attempt;
  return (
    <ListRow
      title={
        <>
          <TextLink to={`/attempts/${id}`} inline={false}>
            {entry_name} from {shortRef(ref)}
            {commit && (
              <>
                {' at '}
                <code>{shortSha(commit)}</code>
              </>
            )}
          </TextLink>
          {run > 1 && <span className={styles.quiet}>run {run}</span>}
        </>
      }
      end={<StatusLabel status={status} />}
    >
      <Result attempt={attempt} />
      <span>{repo_full_name ?? 'a connection that was deleted since'}</span>
      <span>started by {triggerWords[trigger]}</span>
      <Time at={created_at} />
      {finished_at && <span>took {describeDuration(Date.parse(finished_at) - Date.parse(created_at))}</span>}
    </ListRow>
  );
}

function Result({ attempt: { status, version, reason, message } }: { attempt: Attempt }) {
  if (status === 'published') return <span className={styles.result}>Version {version}</span>;
  if (reason === null) return null;
  return (
    <span className={styles.result}>
      {describeReason(reason)}
      {message && <span className={styles.message}>{message}</span>}
    </span>
  );
}
