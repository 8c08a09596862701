import { TriangleDownIcon } from '@primer/octicons-react';
import { Button, SelectPanel } from '@primer/react';
import { useDeferredValue, useState } from 'react';
import { api } from '../api/client.ts';
import { useFilter } from '../components/filters.tsx';
import styles from './attempts.module.css';

/** Narrows a list to one package, which is looked for by name on the server. */
export function EntryFilter() {
  const [entryId, setEntryId] = useFilter('entry_id');
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const wanted = useDeferredValue(typed.trim());
  const query = { limit: '20', ...(wanted && { q: wanted }) };
  const found = api.useQuery('get', '/api/v1/registry', { params: { query } }, { enabled: open });
  const name = useEntryName(entryId);
  const items = (found.data?.entries ?? []).map((entry) => ({ id: entry.id, text: entry.name }));
  return (
    <div className={styles.picker}>
      <span id="entry-filter" className={styles.pickerLabel}>
        Package
      </span>
      <SelectPanel
        title="Choose a package"
        inputLabel="Name of the package"
        placeholderText="Search by name"
        open={open}
        onOpenChange={setOpen}
        loading={found.isFetching && items.length === 0}
        filterValue={typed}
        onFilterChange={setTyped}
        items={items}
        selected={items.find(({ id }) => id === entryId)}
        onSelectedChange={(item: { id?: number | string } | undefined) => setEntryId(String(item?.id ?? ''))}
        {...(found.data && items.length === 0 && { message: noneFound })}
        renderAnchor={(anchor) => (
          <Button
            {...anchor}
            block
            alignContent="start"
            trailingAction={TriangleDownIcon}
            aria-labelledby="entry-filter entry-filter-value"
          >
            <span id="entry-filter-value">{name ?? 'All'}</span>
          </Button>
        )}
      />
    </div>
  );
}

const noneFound = { variant: 'empty', title: 'No such package', body: 'Look for another part of its name.' } as const;

/** The name of the chosen package; null when none is chosen. */
function useEntryName(entryId: string): string | null {
  const init = { params: { path: { id: entryId } } };
  const entry = api.useQuery('get', '/api/v1/registry/{id}', init, { enabled: entryId !== '' });
  return entryId === '' ? null : (entry.data?.entry.name ?? 'One package');
}
