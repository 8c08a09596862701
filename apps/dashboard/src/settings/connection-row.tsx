import { Label } from '@primer/react';
import type { Schema } from '../api/client.ts';
import { ListRow } from '../components/list.tsx';
import { StatusLabel } from '../components/status-label.tsx';
import { TextLink } from '../components/text-link.tsx';
import { Time } from '../components/time.tsx';
import { suspendedSentence } from './pause-advice.ts';

type Connection = Schema<'Connection'>;

/** One connection of a list, with its last attempt. `isSuspended`: the App is, on the account of its repository. */
export function ConnectionRow({ connection, isSuspended }: { connection: Connection; isSuspended: boolean }) {
  const { id, entry_name, repo_full_name, skill_path, default_branch, tag_pattern, last_attempt, paused } = connection;
  return (
    <ListRow
      title={
        <>
          <TextLink to={`/settings/github/connections/${id}`} inline={false}>
            {entry_name} from {repo_full_name}
          </TextLink>
          {paused && <Label variant="attention">paused</Label>}
          {isSuspended && <Label variant="attention">suspended on GitHub</Label>}
          {!connection.auto_publish && <Label variant="secondary">by hand</Label>}
        </>
      }
      end={<LastAttempt attempt={last_attempt} />}
    >
      <span>{skill_path === '.' ? 'root of the repository' : skill_path}</span>
      <span>branch {default_branch}</span>
      <span>tags {tag_pattern}</span>
      {paused && <span>{paused.sentence}</span>}
      {isSuspended && <span>{suspendedSentence}</span>}
    </ListRow>
  );
}

function LastAttempt({ attempt }: { attempt: Connection['last_attempt'] }) {
  if (attempt === null) return <Label>nothing published yet</Label>;
  return (
    <>
      <Time at={attempt.created_at} />
      <StatusLabel status={attempt.status} />
    </>
  );
}
