import { XIcon } from '@primer/octicons-react';
import { Button } from '@primer/react';
import { useSearchParams } from 'react-router';
import { ExactFilter, readCommit, readRepository } from '../components/exact-filter.tsx';
import { ChoiceFilter, Filters } from '../components/filters.tsx';
import { periods } from '../components/periods.ts';
import { TextLink } from '../components/text-link.tsx';
import { useFilter } from '../components/use-filter.ts';
import styles from './attempts.module.css';
import { EntryFilter } from './entry-filter.tsx';
import { reasonWords, statusWords, triggerWords } from './words.ts';

const { pull_request: _, ...triggers } = triggerWords;

/** Each is a parameter of the address. */
export const attemptFilters = [
  'status',
  'repo',
  'entry_id',
  'connection_id',
  'reason',
  'trigger',
  'hours',
  'commit',
] as const;

export function AttemptFilters() {
  return (
    <>
      <Filters>
        <ChoiceFilter name="status" label="Status" options={statusWords} />
        <ExactFilter
          name="repo"
          label="Repository"
          placeholder="owner/name"
          read={readRepository}
          hint="Give owner/name, or its address on GitHub."
        />
        <EntryFilter />
        <ChoiceFilter name="hours" label="When" options={periods} />
      </Filters>
      <MoreFilters />
      <ConnectionFilter />
    </>
  );
}

/** Those that are seldom needed. */
function MoreFilters() {
  const [search] = useSearchParams();
  const inUse = ['trigger', 'reason', 'commit'].some((name) => search.has(name));
  return (
    <details className={styles.moreFilters} open={inUse}>
      <summary>More filters</summary>
      <Filters>
        <ChoiceFilter name="trigger" label="Started by" options={triggers} />
        <ChoiceFilter name="reason" label="Reason" options={reasonWords} />
        <ExactFilter
          name="commit"
          label="Commit"
          placeholder="cf676c4"
          read={readCommit}
          hint="Give its first 7 digits, or more."
        />
      </Filters>
    </details>
  );
}

/** Comes with links from elsewhere; here it can only be taken back. */
function ConnectionFilter() {
  const [connectionId, setConnectionId] = useFilter('connection_id');
  if (connectionId === '') return null;
  return (
    <div className={styles.only}>
      <span>
        Only of <TextLink to={`/settings/github/connections/${connectionId}`}>one connection</TextLink>.
      </span>
      <Button size="small" leadingVisual={XIcon} onClick={() => setConnectionId('')}>
        Show all connections
      </Button>
    </div>
  );
}
