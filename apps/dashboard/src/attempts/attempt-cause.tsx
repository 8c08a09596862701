import { shortRef, shortSha } from '../components/git-names.ts';
import { TextLink } from '../components/text-link.tsx';
import { Time } from '../components/time.tsx';
import styles from './attempt.module.css';
import type { AttemptDetail } from './use-attempt.ts';
import { describeReason } from './words.ts';

type Decision = AttemptDetail['decisions'][number];

/** The deliveries that called for it, what was decided of each, and who asked for it. */
export function AttemptCause({ attempt }: { attempt: AttemptDetail }) {
  const { decisions, cancelled_by } = attempt;
  return (
    <div className={styles.cause}>
      {decisions.length === 0 && <p>{withoutDelivery(attempt)}</p>}
      {decisions.length > 0 && (
        <ul className={styles.plain}>
          {decisions.map((decision) => (
            <li key={decision.delivery_id}>
              <DecisionText decision={decision} />
            </li>
          ))}
        </ul>
      )}
      {cancelled_by && <p>{cancelled_by.name} cancelled it.</p>}
    </div>
  );
}

function withoutDelivery({ trigger, requested_by, ref }: AttemptDetail): string {
  const who = requested_by?.name ?? 'Somebody';
  switch (trigger) {
    case 'manual':
      return `${who} asked to sync ${shortRef(ref)}. No webhook was needed.`;
    case 're-run':
      return `${who} asked for another run of the same commit.`;
    case 'sweep':
      return `Waybill looked at the repository by itself and found ${shortRef(ref)} unpublished: its webhook did not arrive, or arrived while the connection was paused.`;
    case 'branch':
    case 'tag':
      return 'A webhook delivery of GitHub that is not kept any more.';
    default:
      return trigger satisfies never;
  }
}

function DecisionText({ decision }: { decision: Decision }) {
  const { delivery_id, event, action, guid, ref, commit, verdict, reason, decided_at } = decision;
  const what = [event, action].filter(Boolean).join('.') || 'an event';
  return (
    <>
      <p>
        GitHub delivered <TextLink to={`/deliveries/${delivery_id}`}>{what}</TextLink> for{' '}
        <strong>{shortRef(ref)}</strong>
        {commit && (
          <>
            {' at '}
            <code>{shortSha(commit)}</code>
          </>
        )}
        , <Time at={decided_at} />. {verdictWords(verdict, reason)}
      </p>
      {guid && <p className={styles.quiet}>Delivery {guid}</p>}
    </>
  );
}

function verdictWords(verdict: Decision['verdict'], reason: string | null): string {
  switch (verdict) {
    case 'publish':
      return 'It was decided to publish.';
    case 'joined':
      return 'This attempt was there already, and serves that delivery too.';
    case 'skip':
      return `It was decided not to publish${reason ? `: ${describeReason(reason).toLowerCase()}` : ''}.`;
    case 'preview':
      return 'It was decided to preview it.';
    default:
      return verdict satisfies never;
  }
}
