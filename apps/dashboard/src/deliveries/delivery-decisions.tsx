import { api, type Schema } from '../api/client.ts';
import { shortRef, shortSha } from '../components/git-names.ts';
import { List, ListRow } from '../components/list.tsx';
import { Sentence } from '../components/sentence.tsx';
import { TextLink } from '../components/text-link.tsx';
import { Time } from '../components/time.tsx';
import styles from './deliveries.module.css';
import { decisionsByTime } from './delivery-times.ts';
import { verdictWords } from './delivery-words.ts';

type Decision = Schema<'DeliveryDecision'>;

/** What it meant for each connection, and the attempts that came of it. */
export function DeliveryDecisions({ delivery }: { delivery: Schema<'DeliveryDetail'> }) {
  const { decisions, status, repo_full_name } = delivery;
  const names = useEntryNames(decisions.length > 0 ? repo_full_name : null);
  const { newest, earlier } = decisionsByTime(delivery);
  if (decisions.length === 0) {
    return (
      <p>
        {status === 'pending' ? 'Nothing yet.' : 'Nothing was decided for any connection.'}
        {status === 'processed' && repo_full_name && (
          <>
            {' '}
            When it should have published something, check that {repo_full_name} is{' '}
            <TextLink to="/settings/github">connected</TextLink>.
          </>
        )}
      </p>
    );
  }
  return (
    <>
      {newest.length > 0 ? (
        <Decisions label="Decisions by connection" decisions={newest} names={names} />
      ) : (
        <p>Nothing was decided for any connection this time.</p>
      )}
      {earlier.length > 0 && (
        <div className={styles.earlier}>
          <h3>When it was processed before</h3>
          <Decisions label="Earlier decisions by connection" decisions={earlier} names={names} />
        </div>
      )}
    </>
  );
}

type DecisionsProps = { label: string; decisions: readonly Decision[]; names: ReadonlyMap<string, string> };

function Decisions({ label, decisions, names }: DecisionsProps) {
  return (
    <List label={label}>
      {decisions.map((decision) => (
        <DecisionRow
          key={decision.connection_id + decision.decided_at}
          decision={decision}
          name={names.get(decision.connection_id) ?? decision.repo_full_name}
        />
      ))}
    </List>
  );
}

function DecisionRow({ decision, name }: { decision: Decision; name: string | null }) {
  const { connection_id, verdict, ref, commit, sentence, fix, attempt_id, decided_at } = decision;
  return (
    <ListRow
      title={
        <>
          {verdictWords[verdict]}
          {name === null ? (
            <span>for a connection that was deleted since</span>
          ) : (
            <TextLink to={`/settings/github/connections/${connection_id}`} inline={false}>
              {name}
            </TextLink>
          )}
        </>
      }
      end={attempt_id && <TextLink to={`/attempts/${attempt_id}`}>Open the attempt</TextLink>}
    >
      {sentence && (
        <span className={styles.reason}>
          <Sentence text={sentence} />
        </span>
      )}
      {fix && (
        <span className={styles.reason}>
          <Sentence text={fix} />
        </span>
      )}
      <span>{shortRef(ref)}</span>
      {commit && <code>{shortSha(commit)}</code>}
      <Time at={decided_at} />
    </ListRow>
  );
}

/** The names of a repository's packages by their connections: one repository may have several. */
function useEntryNames(repo: string | null): ReadonlyMap<string, string> {
  const params = { query: { ...(repo && { repo }), limit: '100' } };
  const { data } = api.useQuery('get', '/api/v1/github/connections', { params }, { enabled: repo !== null });
  return new Map((data?.connections ?? []).map(({ id, entry_name }) => [id, entry_name]));
}
