import { api, type Schema } from '../api/client.ts';
import { List } from '../components/list.tsx';
import { Section } from '../components/page.tsx';
import { TextLink } from '../components/text-link.tsx';
import type { AttemptQuery } from './attempt-query.ts';
import { AttemptRow } from './attempt-row.tsx';
import styles from './explain.module.css';
import type { Asked } from './explain-question.ts';

type Explained = Schema<'Explanation'>;
type Asking = Pick<AttemptQuery, 'repo' | 'commit' | 'ref'>;

/** The attempts that it speaks of, newest first. */
export function ExplainedAttempts({ question, explanation }: { question: Asked; explanation: Explained }) {
  const query = attemptsAskedOf(question, explanation);
  const params = { query: { ...query, limit: '5' } };
  const attempts = api.useQuery('get', '/api/v1/github/attempts', { params }, { enabled: query !== null });
  if (query === null || !attempts.data || attempts.data.attempts.length === 0) return null;
  return (
    <Section title="Attempts">
      <List label="Attempts, newest first">
        {attempts.data.attempts.map((attempt) => (
          <AttemptRow key={attempt.id} attempt={attempt} />
        ))}
      </List>
      {attempts.data.next_cursor !== null && (
        <p className={styles.more}>
          <TextLink
            to={`/attempts?${new URLSearchParams({ ...(query.repo && { repo: query.repo }), ...(query.commit && { commit: query.commit }) })}`}
          >
            See more attempts
          </TextLink>
        </p>
      )}
    </Section>
  );
}

/** Null: the events name them. */
function attemptsAskedOf(question: Asked, { connections, events }: Explained): Asking | null {
  const asked = question.kind === 'delivery' ? null : question.repo;
  // It may be named otherwise now, and attempts go by that.
  const repo = asked === null ? {} : { repo: connections[0]?.repo_full_name ?? asked };
  switch (question.kind) {
    case 'delivery':
      return null;
    case 'commit':
      return { ...repo, commit: question.commit };
    case 'repository':
      return { ...repo };
    case 'ref': {
      const refs = new Set(events.flatMap(({ details }) => (typeof details.ref === 'string' ? details.ref : [])));
      const [ref] = refs;
      return refs.size === 1 && ref !== undefined ? { ...repo, ref } : null;
    }
    default:
      return question satisfies never;
  }
}
