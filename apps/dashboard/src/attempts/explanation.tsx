import { LinkButton } from '@primer/react';
import { api, type Schema } from '../api/client.ts';
import { Link } from '../components/link.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Section } from '../components/page.tsx';
import { Sentence } from '../components/sentence.tsx';
import { TextLink } from '../components/text-link.tsx';
import styles from './explain.module.css';
import { type Asked, searchOf } from './explain-question.ts';
import { ExplainedAttempts } from './explained-attempts.tsx';
import { ExplainedEvents } from './explained-events.tsx';
import { WhichRepository } from './which-repository.tsx';

type Explained = Schema<'Explanation'>;

/** The answer in words, where to go from it, and all that happened in order. */
export function Explanation({ question }: { question: Asked }) {
  if (question.kind === 'ref' && question.repo === null) return <WhichRepository name={question.ref} />;
  return <Answer question={question} />;
}

function Answer({ question }: { question: Asked }) {
  const query = Object.fromEntries(searchOf(question));
  const { commit: sha, ...rest } = query;
  const params = { query: { ...rest, ...(sha && { sha }) } };
  const explained = api.useQuery('get', '/api/v1/github/explain', { params });
  return (
    <Loaded query={explained}>
      {(explanation) => (
        <>
          <Section title="What happened">
            <div role="status" className={styles.answer}>
              {explanation.answer.split('\n').map((line) => (
                <p key={line}>
                  <Sentence text={line} />
                </p>
              ))}
              <WhereToGo explanation={explanation} question={question} />
            </div>
          </Section>
          {explanation.events.length > 0 && <ExplainedAttempts question={question} explanation={explanation} />}
          {explanation.events.length > 0 && (
            <Section title="In order">
              <ExplainedEvents events={explanation.events} newestFirst={question.kind === 'repository'} />
              {explanation.truncated && <p className={styles.quiet}>There is more: only the newest is told.</p>}
            </Section>
          )}
        </>
      )}
    </Loaded>
  );
}

/** The next places, the likeliest first. */
function WhereToGo({ explanation, question }: { explanation: Explained; question: Asked }) {
  const newest = explanation.events.toReversed();
  const [attemptId] = newest.flatMap(({ attempt_id }) => attempt_id ?? []);
  const [deliveryId] = newest.flatMap(({ delivery_id }) => delivery_id ?? []);
  const repo = repositoryOf(explanation, question);
  const isDecided = explanation.events.some(({ connection_id }) => connection_id !== null);
  return (
    <div className={styles.next}>
      {attemptId && question.kind === 'delivery' && (
        <LinkButton as={Link} to={`/attempts/${attemptId}`}>
          Open the attempt
        </LinkButton>
      )}
      {!attemptId && deliveryId && (
        <LinkButton as={Link} to={`/deliveries/${deliveryId}`}>
          Open the delivery
        </LinkButton>
      )}
      {!isDecided && repo && <ConnectionOf repo={repo} explanation={explanation} />}
      {explanation.events.length === 0 && <NothingArrived question={question} repo={repo} />}
    </div>
  );
}

function repositoryOf({ subject, events }: Explained, question: Asked): string | null {
  if (question.kind !== 'delivery' && question.repo !== null) return question.repo;
  if (subject.repo) return subject.repo;
  const named = events.map(({ details }) => details.repository).find((name) => typeof name === 'string');
  return typeof named === 'string' ? named : null;
}

/** To the repository's connection, or to connecting it. */
function ConnectionOf({ repo, explanation }: { repo: string; explanation: Explained }) {
  const [connection] = explanation.connections;
  return connection ? (
    <LinkButton as={Link} to={`/settings/github/connections/${connection.id}`}>
      Open the connection to sync it
    </LinkButton>
  ) : (
    <LinkButton as={Link} to={`/settings/github/connect?${new URLSearchParams({ repo })}`} variant="primary">
      Connect {repo}
    </LinkButton>
  );
}

/** Where to look when nothing is known: the webhook may not arrive, or the id may be an attempt's. */
function NothingArrived({ question, repo }: { question: Asked; repo: string | null }) {
  const to = `/deliveries${repo ? `?${new URLSearchParams({ repo })}` : ''}`;
  return (
    <>
      <LinkButton as={Link} to={to}>
        {repo ? 'See what arrived from it' : 'See what arrived'}
      </LinkButton>
      {question.kind === 'delivery' && (
        <p className={styles.quiet}>
          When the id is an attempt’s, <TextLink to={`/attempts/${question.delivery}`}>open the attempt</TextLink>.
        </p>
      )}
    </>
  );
}
