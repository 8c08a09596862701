import { Label } from '@primer/react';
import { useSearchParams } from 'react-router';
import { api } from '../api/client.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { ExactFilter, readRepository } from '../components/exact-filter.tsx';
import { ChoiceFilter, Filters } from '../components/filters.tsx';
import { shortRef, shortSha } from '../components/git-names.ts';
import { List, ListRow } from '../components/list.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { Pager } from '../components/pager.tsx';
import { beginOfPeriod, periods } from '../components/periods.ts';
import { TextLink } from '../components/text-link.tsx';
import { Time } from '../components/time.tsx';
import { NeedsPro } from '../settings/needs-pro.tsx';
import { useMay } from '../shell/organization.ts';
import styles from './deliveries.module.css';
import { deliveryFilters, deliveryQueryOf, type ListedDelivery } from './delivery-query.ts';
import {
  deliveryStatusVariants,
  deliveryStatusWords,
  eventNames,
  verdictKinds,
  verdictWords,
} from './delivery-words.ts';

export function Component() {
  return (
    <Page title="Deliveries" description="What GitHub told Waybill by webhooks, and what was decided.">
      <NeedsPro>
        <Filters>
          <ChoiceFilter name="event" label="Event" options={eventNames} />
          <ChoiceFilter name="status" label="Status" options={deliveryStatusWords} />
          <ChoiceFilter
            name="decision"
            label="Decision"
            options={{ ...verdictWords, none: 'Nothing for any connection' }}
          />
          <ExactFilter
            name="repo"
            label="Repository"
            placeholder="owner/name"
            read={readRepository}
            hint="Give owner/name, or its address on GitHub."
          />
          <ChoiceFilter name="hours" label="When" options={periods} />
          <ExactFilter
            name="guid"
            label="GitHub's id"
            placeholder="From Recent deliveries"
            read={(typed) => (/^[0-9A-Za-z-]{8,64}$/.test(typed) ? typed : null)}
            hint="Give the whole id."
          />
        </Filters>
        <DeliveryList />
      </NeedsPro>
    </Page>
  );
}

function DeliveryList() {
  const [search] = useSearchParams();
  const query = { ...deliveryQueryOf(search, beginOfPeriod(search.get('hours'))), limit: '25' };
  const deliveries = api.useQuery('get', '/api/v1/github/deliveries', { params: { query } });
  return (
    <Loaded query={deliveries}>
      {(page) => (
        <>
          {page.deliveries.length === 0 ? (
            <Nothing isNarrowed={deliveryFilters.some((name) => search.has(name))} />
          ) : (
            <List label="Deliveries, newest first">
              {page.deliveries.map((delivery) => (
                <DeliveryRow key={delivery.id} delivery={delivery} />
              ))}
            </List>
          )}
          <Pager nextCursor={page.next_cursor} />
        </>
      )}
    </Loaded>
  );
}

function DeliveryRow({ delivery }: { delivery: ListedDelivery }) {
  const { id, event, action, status, repo_full_name, ref, commit, received_at, tries, error } = delivery;
  const decided = decidedOf(delivery);
  return (
    <ListRow
      title={
        <TextLink to={`/deliveries/${id}`} inline={false}>
          {[event, action].filter(Boolean).join('.')}
        </TextLink>
      }
      end={<Label variant={deliveryStatusVariants[status]}>{deliveryStatusWords[status]}</Label>}
    >
      {repo_full_name && <span>{repo_full_name}</span>}
      {ref && <span>{shortRef(ref)}</span>}
      {commit && <code>{shortSha(commit)}</code>}
      {decided && <span>decided: {decided}</span>}
      <Time at={received_at} />
      {tries > 1 && <span>{tries} tries</span>}
      {error && <span className={styles.error}>{error}</span>}
    </ListRow>
  );
}

/** Such as `Publish (2), Do not publish`. */
function decidedOf({ verdicts }: ListedDelivery): string {
  return verdictKinds
    .filter((verdict) => verdicts[verdict] > 0)
    .map((verdict) => `${verdictWords[verdict]}${verdicts[verdict] > 1 ? ` (${verdicts[verdict]})` : ''}`)
    .join(', ');
}

function Nothing({ isNarrowed }: { isNarrowed: boolean }) {
  const mayCheck = useMay('admin');
  if (isNarrowed) {
    return (
      <EmptyState title="No delivery matches" action={{ to: '/deliveries', label: 'Clear the filters' }}>
        When GitHub shows it under Recent deliveries with a red mark, it never arrived: its answer there says why.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nothing has arrived yet" action={{ to: '/settings/github', label: 'Go to the GitHub settings' }}>
      GitHub sends a delivery for each push to a repository that the App is installed on.
      {mayCheck && ' When there should be some, look at the webhook’s URL and secret in the App’s settings on GitHub.'}
    </EmptyState>
  );
}
