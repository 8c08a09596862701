import { Label } from '@primer/react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { api, type Schema } from '../api/client.ts';
import { isProblem } from '../api/problem.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Facts } from '../components/facts.tsx';
import { shortSha } from '../components/git-names.ts';
import { Loaded } from '../components/loaded.tsx';
import { Page, Section } from '../components/page.tsx';
import { TextLink } from '../components/text-link.tsx';
import { Time } from '../components/time.tsx';
import styles from './deliveries.module.css';
import { DeliveryDecisions } from './delivery-decisions.tsx';
import { DeliveryPayload } from './delivery-payload.tsx';
import { decisionsByTime } from './delivery-times.ts';
import { deliveryStatusVariants, deliveryStatusWords } from './delivery-words.ts';
import { ProcessAgain } from './process-again.tsx';

type Delivery = Schema<'DeliveryDetail'>;

/** How often it is asked for anew while it waits to be processed. */
const pollMs = 1_000;

export function Component() {
  const { id = '' } = useParams();
  const init = { params: { path: { id } } };
  const delivery = api.useQuery('get', '/api/v1/github/deliveries/{id}', init, {
    refetchInterval: ({ state }) => (state.data?.status === 'pending' ? pollMs : false),
  });
  if (isProblem(delivery.error) && [400, 404, 422].includes(delivery.error.status)) return <Missing />;
  return <Loaded query={delivery}>{(shown) => <Shown key={shown.id} delivery={shown} />}</Loaded>;
}

function Shown({ delivery }: { delivery: Delivery }) {
  const { event, action, repo_full_name, headers } = delivery;
  const name = [event, action].filter(Boolean).join('.');
  const [shownFirst] = useState(delivery.processed_at);
  // It may be processed again without a decision; then the time alone tells it.
  const isAgain =
    decisionsByTime(delivery).earlier.length > 0 || (shownFirst !== null && delivery.processed_at !== shownFirst);
  return (
    <Page
      title={`Delivery of ${name}`}
      above={<TextLink to="/deliveries">Deliveries</TextLink>}
      description={repo_full_name ?? 'It names no repository.'}
      actions={<ProcessAgain delivery={delivery} />}
    >
      <div role="status" className={styles.standing}>
        <Label variant={deliveryStatusVariants[delivery.status]}>{deliveryStatusWords[delivery.status]}</Label>
        <Standing delivery={delivery} isAgain={isAgain} />
      </div>
      <Section title="What was decided">
        <DeliveryDecisions delivery={delivery} />
      </Section>
      <Section title="Details">
        <DeliveryFacts delivery={delivery} />
      </Section>
      <Section title="Headers">
        <Facts facts={Object.fromEntries(Object.entries(headers).map(([header, value]) => [header, value]))} />
      </Section>
      <Section title="Payload">
        <DeliveryPayload delivery={delivery} />
      </Section>
    </Page>
  );
}

function Standing({ delivery, isAgain }: { delivery: Delivery; isAgain: boolean }) {
  const { status, error, retry_at, tries, processed_at } = delivery;
  switch (status) {
    case 'pending':
      return (
        <div>
          <p>{error ? 'The last try did not succeed; it is tried again by itself.' : 'Its turn comes in a moment.'}</p>
          {error && <p className={styles.error}>{error}</p>}
          {retry_at && (
            <p>
              Next try <Time at={retry_at} />.
            </p>
          )}
        </div>
      );
    case 'failed':
      return (
        <div>
          <p>
            It could not be processed, and is not tried again by itself after {tries} {tries === 1 ? 'try' : 'tries'}.
            Mend what the error names, then process it again.
          </p>
          {error && <p className={styles.error}>{error}</p>}
        </div>
      );
    case 'ignored':
      return <p>Events of this kind publish nothing. Pushes and tags do.</p>;
    case 'processed':
      return isAgain && processed_at ? (
        <p>
          Processed again <Time at={processed_at} />.
        </p>
      ) : (
        <p>It was processed.</p>
      );
    default:
      return status satisfies never;
  }
}

function DeliveryFacts({ delivery }: { delivery: Delivery }) {
  const { repo_full_name, ref, commit, received_at, processed_at, failed_at, installation_id, guid, id, tries } =
    delivery;
  const explain = repo_full_name && commit ? new URLSearchParams({ repo: repo_full_name, commit }) : null;
  return (
    <Facts
      facts={{
        Repository: repo_full_name,
        'Branch or tag': ref && <code>{ref}</code>,
        Commit: commit && (
          <>
            <code>{commit}</code>
            {explain && (
              <>
                {' '}
                <TextLink to={`/explain?${explain}`}>Explain {shortSha(commit)}</TextLink>
              </>
            )}
          </>
        ),
        Received: <Time at={received_at} />,
        Processed: processed_at && <Time at={processed_at} />,
        'Last failed': failed_at && <Time at={failed_at} />,
        'Tries when processed last': `${tries}`,
        Installation: installation_id && `${installation_id}`,
        'Id at GitHub': <code>{guid}</code>,
        'Id here': <code>{id}</code>,
      }}
    />
  );
}

function Missing() {
  return (
    <Page title="There is no such delivery">
      <EmptyState title="Nothing is known of it" action={{ to: '/deliveries', label: 'See all deliveries' }}>
        It may never have arrived, or be of an installation that is not bound to this organization. GitHub lists what it
        sent in the App’s settings, under Advanced, Recent deliveries; it can be redelivered there.
      </EmptyState>
    </Page>
  );
}
