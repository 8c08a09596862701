import { Facts } from '../components/facts.tsx';
import { describeDuration } from '../components/quantities.ts';
import { OutsideLink, TextLink } from '../components/text-link.tsx';
import { Time } from '../components/time.tsx';
import type { AttemptDetail } from './use-attempt.ts';
import { triggerWords } from './words.ts';

/** Where it came from, where it is told of, and by which names it is known. */
export function AttemptFacts({ attempt }: { attempt: AttemptDetail }) {
  const { id, ref, commit, commit_url, check_run_id, check_run_url, status_context, finished_at, created_at } = attempt;
  const { entry_id, entry_name, connection_id, repo_full_name, trigger, run, reason, workflow_id, write_back_at } =
    attempt;
  return (
    <Facts
      facts={{
        Package: <TextLink to={`/registry/${entry_id}`}>{entry_name}</TextLink>,
        Repository: repo_full_name && (
          <TextLink to={`/settings/github/connections/${connection_id}`}>{repo_full_name}</TextLink>
        ),
        'Branch or tag': <code>{ref}</code>,
        Commit: commit && <Known text={commit} url={commit_url} />,
        'Check-run': check_run_id && <Known text={check_run_id} url={check_run_url} />,
        'Commit status': status_context && <code>{status_context}</code>,
        'Commit told': write_back_at && <Time at={write_back_at} />,
        'Started by': triggerWords[trigger],
        Run: run > 1 ? `number ${run} of this commit` : null,
        Began: <Time at={created_at} />,
        Took: finished_at && describeDuration(Date.parse(finished_at) - Date.parse(created_at)),
        Reason: reason && <code>{reason}</code>,
        Attempt: <code>{id}</code>,
        Workflow: workflow_id && <code>{workflow_id}</code>,
        'See also': (
          <TextLink to={`/attempts?${new URLSearchParams({ connection_id })}`}>
            All attempts of this connection
          </TextLink>
        ),
      }}
    />
  );
}

function Known({ text, url }: { text: string; url: string | null }) {
  return <code>{url ? <OutsideLink href={url}>{text}</OutsideLink> : text}</code>;
}
